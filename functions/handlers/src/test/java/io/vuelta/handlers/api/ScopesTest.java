package io.vuelta.handlers.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vuelta.domain.access.Scope;
import io.vuelta.handlers.api.http.Router;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScopesTest {
    /** Every route of the API, in any order. */
    private static final String ROUTES = """
        POST   /agents                                                      write
        GET    /agents                                                      read
        DELETE /agents/{agent}                                              write
        GET    /agents/{agent}                                              read
        PATCH  /agents/{agent}                                              write
        GET    /agents/{agent}/integrations                                 read
        POST   /agents/{agent}/integrations                                 write
        DELETE /agents/{agent}/integrations/{integration}                   write
        GET    /agents/{agent}/integrations/{integration}                   read
        PATCH  /agents/{agent}/integrations/{integration}                   write
        POST   /agents/{agent}/integrations/{integration}/images            write
        GET    /api-keys                                                    admin
        POST   /api-keys                                                    admin
        DELETE /api-keys/{key}                                              admin
        GET    /attempts/{attempt}                                          read
        GET    /analytics                                                   read
        GET    /campaigns/{campaign}/series                                 read
        GET    /attempts/{attempt}/context                                  read, token of the attempt
        POST   /attempts/{attempt}/result                                   write, token of the attempt
        POST   /attempts/{attempt}/reply                                    write, token of the attempt
        POST   /call                                                        write
        POST   /message                                                     write
        POST   /integrations/{integration}/test                             write
        GET    /calls/{call}                                                read
        GET    /campaigns                                                   read
        POST   /campaigns                                                   write
        GET    /campaigns/{campaign}                                        read
        PATCH  /campaigns/{campaign}                                        write
        POST   /campaigns/{campaign}/activate                               write
        POST   /campaigns/{campaign}/archive                                write
        GET    /campaigns/{campaign}/calls                                  read
        POST   /campaigns/{campaign}/cancel                                 write
        GET    /campaigns/{campaign}/contacts                               read
        POST   /campaigns/{campaign}/contacts/bulk                          write
        GET    /campaigns/{campaign}/jobs                                   read
        GET    /campaigns/{campaign}/jobs/{job}                             read
        POST   /campaigns/{campaign}/contacts/{contact}/tag                 write
        POST   /campaigns/{campaign}/contacts                               write
        DELETE /campaigns/{campaign}/contacts/{contact}                     write
        GET    /campaigns/{campaign}/contacts/{contact}                     read
        POST   /campaigns/{campaign}/contacts/{contact}/retry               write
        POST   /campaigns/{campaign}/contacts/{contact}/skip                write
        GET    /campaigns/{campaign}/contacts/{contact}/timeline            read
        POST   /campaigns/{campaign}/contacts/{contact}/{action}            write
        POST   /campaigns/{campaign}/duplicate                              write
        GET    /campaigns/{campaign}/exports                                read
        POST   /campaigns/{campaign}/exports                                write
        GET    /campaigns/{campaign}/exports/{export}                       read
        GET    /campaigns/{campaign}/messages                               read
        POST   /campaigns/{campaign}/pause                                  write
        GET    /campaigns/{campaign}/preflight                              read
        POST   /campaigns/{campaign}/resume                                 write
        POST   /campaigns/{campaign}/unarchive                              write
        GET    /campaigns/{campaign}/uploads                                read
        POST   /campaigns/{campaign}/uploads                                write
        GET    /campaigns/{campaign}/uploads/{upload}                       read
        POST   /campaigns/{campaign}/uploads/{upload}/complete              write
        POST   /campaigns/{campaign}/{action}                               write
        GET    /contacts                                                    read
        GET    /do-not-contact                                              read
        POST   /do-not-contact                                              write
        DELETE /do-not-contact/{number}                                     write
        GET    /do-not-contact/{number}                                     read
        POST   /events/{event}/replay                                       write
        GET    /integrations                                                read
        DELETE /integrations/{integration}                                  write
        GET    /integrations/{integration}                                  read
        PATCH  /integrations/{integration}                                  write
        GET    /integrations/{integration}/templates                        read
        POST   /integrations/{integration}/images                           write
        GET    /me                                                          read
        DELETE /people/{number}                                             admin
        GET    /people/jobs/{job}                                           admin
        GET    /webhook-endpoints                                           admin
        POST   /webhook-endpoints                                           admin
        DELETE /webhook-endpoints/{endpoint}                                admin
        GET    /webhook-endpoints/{endpoint}                                admin
        PATCH  /webhook-endpoints/{endpoint}                                admin
        PUT    /webhook-endpoints/{endpoint}                                admin
        GET    /webhook-endpoints/{endpoint}/deliveries                     admin
        POST   /webhook-endpoints/{endpoint}/roll-secret                    admin
        POST   /webhook-endpoints/{endpoint}/test                           admin
        """;

    @Test
    void each_route_needs_the_scope_of_this_table() {
        List<String> table = ROUTES.lines().toList();

        assertThat(new Client().routes()).map(ScopesTest::line).containsExactlyInAnyOrderElementsOf(table);
    }

    @Test
    void nothing_is_changed_by_a_key_that_may_only_read() {
        Stream<Router.Added> read =
                new Client().routes().stream().filter(added -> added.route().scope() == Scope.READ);

        assertThat(read).extracting(Router.Added::method).containsOnly("GET");
    }

    private static String line(Router.Added added) {
        String scope = added.route().scope().wire() + (added.route().ofAttempt() ? ", token of the attempt" : "");
        return String.format("%-6s %-60s %s", added.method(), added.pattern(), scope);
    }
}
