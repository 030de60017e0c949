package dev.switchback.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.testing.RawHttp;
import dev.switchback.testing.RawHttp.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusyServerTest {

    private static final String GET = "GET /slow HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService clients = Executors.newCachedThreadPool();

    private final WebServerBuilder setup = WebServer.of(List.of(new Route("GET", "/slow", request -> {
                begun.release();
                end.await();
                return Response.empty(204);
            })))
            .threads(2)
            .waiting(1);

    @AfterEach
    void letEverybodyGo() {
        end.countDown();
        clients.shutdown();
    }

    @Test
    void refusesWhatItCannotServeAndServesTheRest() throws Exception {
        try (WebServer server = setup.start()) {
            List<Future<Answer>> served = new ArrayList<>();
            for (int client = 0; client < 2; client++) {
                served.add(clients.submit(() -> RawHttp.ask(server.uri(), GET)));
            }
            begun.acquire(2);

            ExecutorCompletionService<Answer> others = new ExecutorCompletionService<>(clients);
            for (int client = 0; client < 4; client++) {
                others.submit(() -> RawHttp.ask(server.uri(), GET));
            }
            for (int refusal = 0; refusal < 3; refusal++) { // the fourth waits
                Answer refused = others.take().get();
                assertThat(refused.status()).isEqualTo(503);
                assertThat(refused.header("retry-after")).isEqualTo("1");
                assertThat(refused.body()).isEqualTo("{\"error\":\"the server is busy\"}");
            }
            end.countDown();
            served.add(others.take());
            assertThat(statuses(served)).containsOnly(204);
        }
    }

    private static List<Integer> statuses(List<Future<Answer>> asked) {
        return asked.stream().map(one -> join(one).status()).toList();
    }

    private static Answer join(Future<Answer> answer) {
        try {
            return answer.get();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void answersWhatItHasBegunBeforeItCloses() throws Exception {
        WebServer server = setup.start();
        Future<Answer> begunBefore = clients.submit(() -> RawHttp.ask(server.uri(), GET));
        begun.acquire();

        Future<?> closing = clients.submit(server::close);
        Answer late = untilRefused(server);
        assertThat(late.status()).isEqualTo(503);
        assertThat(late.body()).isEqualTo("{\"error\":\"the server is closing\"}");
        end.countDown();
        closing.get();
        assertThat(begunBefore.get().status()).isEqualTo(204);
    }

    private static Answer untilRefused(WebServer server) throws IOException {
        while (true) {
            Answer answer = RawHttp.ask(server.uri(), GET.replace("/slow", "/absent"));
            if (answer.status() != 404) {
                return answer;
            }
        }
    }

    @Test
    void doesNotWaitForEverToClose() throws Exception {
        WebServer server = setup.grace(Duration.ofMillis(50)).start();
        Future<Answer> hanging = clients.submit(() -> RawHttp.ask(server.uri(), GET));
        begun.acquire();

        server.close();

        assertThat(hanging.get().status())
                .as("closed without an answer, or by the interrupt")
                .isIn(0, 500);
    }
}
