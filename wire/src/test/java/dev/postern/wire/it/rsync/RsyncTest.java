package dev.postern.wire.it.rsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import dev.postern.wire.Bench;
import dev.postern.wire.Sample;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RsyncTest {
    private final Bench rsync = new Bench(new RsyncDissector(), Transport.TCP, 873);

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Test
    void aModuleIsOpenedByAUser() {
        rsync.server(Sample.bytes("rsync-greeting"));
        rsync.client(Sample.bytes("rsync-greeting"));
        rsync.client(text("recipes\n"));
        rsync.server(text("@RSYNCD: AUTHREQD abc\n"));
        rsync.client(text("wolf d41d8c\n"));
        rsync.server(text("@RSYNCD: OK\n"));
        rsync.server(text("@RSYNCD: 31.0\n"));
        assertThat(rsync.messages())
                .extracting(Message::operation, Message::outcome, Message::target)
                .containsExactly(
                        tuple("greeting", Outcome.NOTICE, ""),
                        tuple("greeting", Outcome.NOTICE, ""),
                        tuple("open module", Outcome.REQUEST, "recipes"),
                        tuple("open module", Outcome.SUCCESS, "recipes"));
        assertThat(rsync.messages().getLast().fields().get("user")).isEqualTo("wolf");
    }

    @Test
    void modulesAreListedWhenNoneIsNamed() {
        rsync.client(Sample.bytes("rsync-greeting"));
        rsync.client(text("#list\n"));
        rsync.server(text("recipes\tall\n@ERROR: no\n"));
        assertThat(rsync.messages().get(1).verb()).isEqualTo(Verb.BROWSE);
        assertThat(rsync.messages().get(2).outcome()).isEqualTo(Outcome.REFUSED);
    }
}
