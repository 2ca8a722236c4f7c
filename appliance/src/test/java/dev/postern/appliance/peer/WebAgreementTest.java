package dev.postern.appliance.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP/2 in clear as real stacks speak it. */
class WebAgreementTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsTsharkAndPython() throws Exception {
        Agreement.needsTsharkAndPython();
    }

    @Test
    void http2WithPriorKnowledgeAsJettySpeaksIt() throws Exception {
        try (Overheard talk = Http2Talk.withPriorKnowledge()) {
            Agreement agreement = Agreement.on(folder, "http2", talk, 8080);
            agreement.assertFields("http2", 15);
            assertThat(agreement.messages())
                    .extracting(said -> said.path("operation").asString())
                    .contains("reset", "go away");
        }
    }

    /** tshark reads only what stands in the first frame of such a block. */
    @Test
    void aHeaderBlockInTwoFramesIsReadAsItWasSent() throws Exception {
        try (Overheard talk = Http2Talk.withALongBlock()) {
            assertThat(Agreement.on(folder, "long", talk, 8080).messages())
                    .filteredOn(said -> said.path("protocol").asString().equals("http2")
                            && said.path("kind").asString().equals("request"))
                    .extracting(
                            said -> said.path("operation").asString(),
                            said -> said.path("target").asString().split("/long")[0],
                            said -> said.path("user_agent").asString())
                    .containsExactly(
                            tuple("get", "/levels", Http2Talk.AGENT),
                            tuple("delete", "/plans", Http2Talk.AGENT),
                            tuple("get", "/levels", Http2Talk.AGENT),
                            tuple("put", "/recipes/7", Http2Talk.AGENT),
                            tuple("get", "/wait", Http2Talk.AGENT));
        }
    }

    @Test
    void http2AfterAnUpgradeAsJdkAndJettySpeakIt() throws Exception {
        try (Overheard talk = Http2Talk.afterUpgrade()) {
            Agreement agreement = Agreement.on(folder, "h2c", talk, 8080);
            agreement.assertFields("http2", 5);
            assertThat(agreement.messages())
                    .filteredOn(said -> said.path("protocol").asString().equals("http"))
                    .extracting(said -> said.path("upgrade").asString())
                    .containsExactly("h2c", "h2c");
        }
    }

    @Test
    void webSocketAsJdkAndJettySpeakIt() throws Exception {
        try (Overheard talk = WebSocketTalk.talk()) {
            Agreement agreement = Agreement.on(folder, "websocket", talk, 8080);
            assertThat(agreement.told("http", "operation", "kind", "target", "status", "upgrade"))
                    .containsExactly("get request /live websocket", "get success /live 101 websocket");
            assertThat(agreement.told(
                            "websocket",
                            "operation",
                            "size",
                            "more_follows",
                            "names",
                            "values",
                            "value",
                            "data",
                            "code",
                            "reason"))
                    .containsExactly(
                            "text 23 [\"set\",\"to\"] [\"rpm\",1480]",
                            "text 27 [\"rpm\",\"running\"] [1480,true]",
                            "text 5 true half ",
                            "continuation 8",
                            "text 27 [\"rpm\",\"running\"] [1480,true]",
                            "binary 3 0102ff",
                            "binary 10000 " + "00".repeat(64),
                            "ping 0",
                            "pong 0",
                            "close 12 1000 shift ends",
                            "close 12 1000 shift ends");
        }
    }
}
