package io.vuelta.cloud.rude;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.vuelta.cloud.dynamodb.DynamoDbProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;

/**
 * DynamoDB Local with tables that have the keys pk and sk, an index with keys only and an index with whole items;
 * requests are JSON.
 */
final class RudeTable implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final AtomicInteger TABLES = new AtomicInteger();

    private final DynamoDbProcess process = DynamoDbProcess.start(Path.of("../dynamodb/target/classpath"), null);
    private final HttpClient http = HttpClient.newHttpClient();

    /** An answer; its JSON and its headers. */
    record Response(int status, JsonNode json) {
        /** The error's name without the name space. */
        String error() {
            return json.path("__type").asText().replaceAll(".*#", "");
        }

        boolean ok() {
            return status == 200;
        }
    }

    URI endpoint() {
        return process.endpoint();
    }

    @Override
    public void close() {
        http.close();
        process.close();
    }

    /** Creates a table; returns its name. */
    String create() {
        String name = "table" + TABLES.incrementAndGet();
        Response response = send(endpoint(), "CreateTable", """
            {"TableName": "%s", "BillingMode": "PAY_PER_REQUEST",
             "AttributeDefinitions": [
               {"AttributeName": "pk", "AttributeType": "S"}, {"AttributeName": "sk", "AttributeType": "S"},
               {"AttributeName": "due_of", "AttributeType": "S"}, {"AttributeName": "due_at", "AttributeType": "N"},
               {"AttributeName": "whole_of", "AttributeType": "S"}],
             "KeySchema": [
               {"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
             "GlobalSecondaryIndexes": [
               {"IndexName": "due", "Projection": {"ProjectionType": "KEYS_ONLY"}, "KeySchema": [
                 {"AttributeName": "due_of", "KeyType": "HASH"}, {"AttributeName": "due_at", "KeyType": "RANGE"}]},
               {"IndexName": "whole", "Projection": {"ProjectionType": "ALL"}, "KeySchema": [
                 {"AttributeName": "whole_of", "KeyType": "HASH"}]}]}
            """.formatted(name));
        if (!response.ok()) {
            throw new IllegalStateException(response.toString());
        }
        return name;
    }

    Response send(URI server, String operation, String json) {
        return ask(server, "a function", operation, json)
                .orElseThrow(() -> new IllegalStateException(operation + " has no answer"));
    }

    /** Sends a request; empty if the connection was closed without an answer. */
    Optional<Response> ask(URI server, String caller, String operation, String json) {
        HttpRequest request = HttpRequest.newBuilder(server)
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Date", "20260101T000000Z")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/dynamodb/aws4_request,"
                                + " SignedHeaders=host, Signature=0")
                .header(NamedCaller.HEADER, caller)
                .POST(BodyPublishers.ofString(json))
                .build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, BodyHandlers.ofByteArray());
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        response.headers().firstValue("x-amz-crc32").ifPresent(said -> {
            CRC32 crc = new CRC32();
            crc.update(response.body());
            if (!said.equals(Long.toString(crc.getValue()))) {
                throw new AssertionError("wrong checksum of " + new String(response.body(), StandardCharsets.UTF_8));
            }
        });
        try {
            return Optional.of(new Response(response.statusCode(), MAPPER.readTree(response.body())));
        } catch (IOException e) {
            throw new AssertionError("no JSON", e);
        }
    }
}
