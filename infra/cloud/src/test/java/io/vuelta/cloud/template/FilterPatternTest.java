package io.vuelta.cloud.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FilterPatternTest {
    private static final String RECORD = """
        {"eventName": "INSERT", "dynamodb": {"Keys": {"sk": {"S": "P#1"}, "n": {"N": "5"}}, "SizeBytes": 3}}
        """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"P#"}]}}}} | true
        {"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"A#"}]}}}} | false
        {"dynamodb":{"Keys":{"sk":{"S":[{"prefix":"A#"}, {"prefix":"P#"}]}}}} | true
        {"dynamodb":{"Keys":{"sk":{"S":["P#1"]}}}} | true
        {"dynamodb":{"Keys":{"sk":{"S":["P#"]}}}} | false
        {"dynamodb":{"Keys":{"sk":{"N":["P#1"]}}}} | false
        {"dynamodb":{"Keys":{"n":{"N":["5"]}}}} | true
        {"dynamodb":{"SizeBytes":["3"]}} | false
        {"dynamodb":{"OldImage":{"a":{"S":["b"]}}}} | false
        {"eventName":["MODIFY", "INSERT"]} | true
        {"eventName":["MODIFY", "REMOVE"]} | false
        {"eventName":["INSERT"], "dynamodb":{"Keys":{"sk":{"S":[{"prefix":"P#"}]}}}} | true
        {"eventName":["REMOVE"], "dynamodb":{"Keys":{"sk":{"S":[{"prefix":"P#"}]}}}} | false
        """)
    void every_field_of_a_pattern_has_to_have_one_of_its_values(String pattern, boolean matches) throws IOException {
        assertThat(FilterPattern.parse(pattern).matches(new ObjectMapper().readTree(RECORD)))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"eventName":[{"anything-but":["REMOVE"]}]} | {"anything-but":["REMOVE"]} at eventName
        {"dynamodb":{"NewImage":{"a":[{"exists":true}]}}} | {"exists":true} at dynamodb.NewImage.a
        {"dynamodb":{"Keys":{"n":{"N":[{"numeric":[">",1]}]}}}} | at dynamodb.Keys.n.N
        {"dynamodb":{"Keys":{"n":{"N":[5]}}}} | 5 at dynamodb.Keys.n.N
        {"$or":[{"eventName":["INSERT"]}]} | $or in a pattern
        {"eventName":"INSERT"} | eventName must be an object with fields, or a list
        {"eventName":[]} | eventName has an empty list
        {"eventName":["UPDATE"]} | eventName is one of INSERT, MODIFY, REMOVE
        {"Dynamodb":{"Keys":{"sk":{"S":["a"]}}}} | no record has the field Dynamodb
        {} | must be an object with fields
        [] | must be an object with fields
        { | no JSON
        """)
    void a_form_that_is_not_known_is_refused_by_name(String pattern, String reason) {
        assertThatThrownBy(() -> FilterPattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
