package dev.postern.wire.it.syslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Malformed;
import dev.postern.model.Message;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import dev.postern.wire.Bytes;
import dev.postern.wire.Dissector;
import dev.postern.wire.Dissector.Recognition;
import org.junit.jupiter.api.Test;

class SyslogTest {
    private final Bench syslog = new Bench(new SyslogDissector(), Transport.UDP, 514);

    /** The first example of RFC 3164 section 5.4. */
    @Test
    void theOldFormNamesHostAndProgram() {
        syslog.client(
                Bench.ascii("<34>Oct 11 22:14:15 mymachine su[81]: 'su root' failed for lonvick on /dev/pts/8\n"));
        Message message = syslog.messages().getFirst();
        assertThat(message.operation()).isEqualTo("log");
        assertThat(message.target()).isEqualTo("su");
        assertThat(message.fields().get("facility")).isEqualTo(4L);
        assertThat(message.fields().get("severity")).isEqualTo(2L);
        assertThat(message.fields().get("host")).isEqualTo("mymachine");
        assertThat(message.fields().get("process")).isEqualTo("81");
        assertThat(message.fields().get("text")).isEqualTo("'su root' failed for lonvick on /dev/pts/8");
    }

    /** An example of RFC 5424 section 6.5. */
    @Test
    void theNewFormHasAllItsFields() {
        syslog.client(Bench.ascii(
                "<165>1 2003-08-24T05:14:15.000003-07:00 192.0.2.1 myproc 8710 - - %% It's time to make the do-nuts."));
        Message message = syslog.messages().getFirst();
        assertThat(message.target()).isEqualTo("myproc");
        assertThat(message.fields().get("time")).isEqualTo("2003-08-24T05:14:15.000003-07:00");
        assertThat(message.fields().get("process")).isEqualTo("8710");
        assertThat(message.fields().get("id")).isNull();
        assertThat(message.fields().text("text")).startsWith("- %% It's");
    }

    @Test
    void theNameIsToldOnce() {
        for (int i = 0; i < 3; i++) syslog.client(Bench.ascii("<13>Feb  5 17:32:18 sw-1 link: up"));
        assertThat(syslog.observations.stream()
                        .filter(Identity.class::isInstance)
                        .map(Identity.class::cast))
                .extracting(Identity::value)
                .containsExactly("sw-1");
    }

    @Test
    void aDeviceMayLeaveItsNameOrItsTimeOut() {
        syslog.client(Bench.ascii("<13>Feb  5 17:32:18 kernel: up"));
        syslog.client(Bench.ascii("<13>something happened"));
        assertThat(syslog.messages()).extracting(Message::target).containsExactly("kernel", "");
        assertThat(syslog.messages().get(1).fields().get("text")).isEqualTo("something happened");
    }

    @Test
    void aShortMessageIsNotReadTogetherWithTheNext() {
        Bench tcp = new Bench(new SyslogDissector(), Transport.TCP, 601);
        tcp.client(Bench.ascii("7 <34>1 2<34>1 - - - - - - x\n"));
        tcp.client(Bench.ascii("7 <34>1 2"));
        assertThat(tcp.malformed()).isEmpty();
        assertThat(tcp.messages()).extracting(m -> m.fields().get("text")).containsExactly("1 2", "- x", "1 2");
    }

    @Test
    void aCountThatEndsWithinThePriorityIsNoMessage() {
        Bench tcp = new Bench(new SyslogDissector(), Transport.TCP, 601);
        assertThat(tcp.client(Bench.ascii("1 <34>text"))).isEqualTo(Dissector.LOST);
    }

    @Test
    void overTcpMessagesAreCountedOrLines() {
        Bench tcp = new Bench(new SyslogDissector(), Transport.TCP, 601);
        tcp.client(Bench.ascii("13 <13>one: text14 <13>two: texts<13>three\n"));
        assertThat(tcp.messages())
                .extracting(m -> m.fields().get("text"))
                .containsExactly("one: text", "two: texts", "three");
        assertThat(tcp.client(Bench.ascii("20 <13>"))).isEqualTo(Dissector.NEED_MORE);
        assertThat(tcp.client(Bench.ascii("nothing\n"))).isEqualTo(Dissector.LOST);
    }

    @Test
    void certainOnlyWithATime() {
        assertThat(probe("<34>Oct 11 22:14:15 a b: c")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("<34>1 2003-10-11T22:14:15.003Z a b - - -")).isEqualTo(Recognition.CERTAIN);
        assertThat(probe("<34>hello")).isEqualTo(Recognition.UNSURE);
        assertThat(probe("<192>Oct 11 22:14:15 a")).isEqualTo(Recognition.NOT);
        assertThat(probe("<html>")).isEqualTo(Recognition.NOT);
        syslog.client(Bench.ascii("<html>"));
        assertThat(syslog.malformed()).extracting(Malformed::rule).containsExactly("priority missing");
    }

    private static Recognition probe(String text) {
        return new SyslogDissector().probe(new Bytes().wrap(Bench.ascii(text)), Transport.UDP, true);
    }
}
