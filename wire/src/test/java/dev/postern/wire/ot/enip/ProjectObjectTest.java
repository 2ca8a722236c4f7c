package dev.postern.wire.ot.enip;

import static dev.postern.wire.ot.enip.EnipFrames.unconnected;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Identity;
import dev.postern.model.Transport;
import dev.postern.wire.Bench;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a Logix controller says of its program, as recorded before and after a download. */
class ProjectObjectTest {
    private static final String BEFORE = "f3c4c303 8422df48", AFTER = "1ae6316c 30308341";
    private static final String ALL = "01 02 20AC 2401",
            LIST = "03 02 20AC 2401 0700 0100 0200 0300 0500 0700 0900 0A00";
    private final Bench bench = new Bench(new EnipDissector(), Transport.TCP, 44_818);

    private void tell(String request, String answer) {
        bench.client(unconnected(request));
        bench.server(unconnected(answer));
        assertThat(bench.malformed()).isEmpty();
    }

    private Object program() {
        return bench.messages().getLast().fields().get("program");
    }

    private List<String> identities() {
        return bench.observations.stream()
                .filter(Identity.class::isInstance)
                .map(o -> ((Identity) o).attribute() + " " + ((Identity) o).value() + " " + ((Identity) o).place())
                .toList();
    }

    @Test
    void allAttributesAndAListOfThemSayTheSameProgramWhateverTheCountOfEdits() {
        tell(ALL, "81 00 00 00 05000100 f3c4c303 eeb20256 0000 e803 02000000 8222df48 01000100 8422df48");
        assertThat(program()).isEqualTo(BEFORE);
        tell(
                LIST,
                "83 00 00 00 0700 0100 0000 0000 0200 0000 0100 0300 0000 f3c4c303 0500 0000 0000"
                        + "0700 0000 02000000 0900 0000 01000100 0A00 0000 8422df48");
        assertThat(program()).isEqualTo(BEFORE);
        assertThat(identities()).containsOnly("PROGRAM " + BEFORE + " ");
        tell(ALL, "81 00 00 00 00000100 1ae6316c ec35d52c 0000 e803 02000000 78fe97c0 01000100 30308341");
        assertThat(identities())
                .containsExactly("PROGRAM " + BEFORE + " ", "PROGRAM " + BEFORE + " ", "PROGRAM " + AFTER + " ");
    }

    @Test
    void aControllerInARackIsNamedByItsSlot() {
        tell(
                "52 02 2006 2401 05 9D 0600" + ALL + "01 00 0100",
                "81 00 00 00 05000100 f3c4c303 eeb20256 0000 e803 02000000 8222df48 01000100 8422df48");
        assertThat(identities()).containsExactly("PROGRAM " + BEFORE + " slot 0");
    }

    @Test
    void whatIsRefusedLeftOutOrOfAnotherLengthSaysNothing() {
        tell(LIST, "83 00 00 00 0200 0300 0000 f3c4c303 0A00 1400");
        tell(LIST, "83 00 00 00 0200 0300 0000 f3c4c303 0A00 0000 8422");
        tell(LIST, "83 00 00 00 0300 0300 0000 f3c4c303 0600 0000 e803 0A00 0000 8422df48");
        assertThat(program()).isEqualTo(BEFORE);
        tell(LIST, "83 00 00 00 0300 0400 1400 0300 0000 f3c4c303 0A00 0000 8422df48");
        assertThat(program()).as("behind one that is refused").isEqualTo(BEFORE);
        tell(LIST, "83 00 00 00 0300 0300 0000 f3c4c303 0B00 0000 e803 0A00 0000 8422df48");
        assertThat(program()).isNull();
        tell(ALL, "81 00 00 00 05000100 f3c4c303 eeb20256 0000 e803 02000000 8222df48 01000100");
        tell("01 02 20AC 2402", "81 00 00 00 05000100 f3c4c303 eeb20256 0000 e803 02000000 8222df48 01000100 8422df48");
        assertThat(program()).isNull();
        assertThat(identities()).containsOnly("PROGRAM " + BEFORE + " ");
    }
}
