package dev.postern.life;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WordsTest {
    @Property(seed = "1")
    void aWholeNumberIsWrittenAsItsFormatWouldBe(@ForAll long number) {
        assertThat(Words.number(number)).isEqualTo(String.format(Locale.ROOT, "%.0f", (double) number));
    }

    @Test
    void soAreThoseAtTheEdges() {
        double[] edges = {0.0, -0.0, 1, -1, 99, 1L << 53, -(1L << 53), 1e18, 1e30, Double.POSITIVE_INFINITY};
        for (double edge : edges) assertThat(Words.number(edge)).isEqualTo(String.format(Locale.ROOT, "%.0f", edge));
        assertThat(Words.number(0.25)).isEqualTo("0.25");
        assertThat(Words.number(12.34)).isEqualTo("12.3");
        assertThat(Words.number(123.4)).isEqualTo("123");
        assertThat(Words.number(Double.NaN)).isEqualTo("?");
    }

    @Test
    void whatAnOperationAndItsTargetBothSayIsSaidOnce() {
        assertThat(Words.deed("read tag", "tag Mixer_Speed")).isEqualTo("read tag Mixer_Speed");
        assertThat(Words.deed("read", "DB1.DBW4")).isEqualTo("read DB1.DBW4");
        assertThat(Words.deed("stop", "")).isEqualTo("stop");
        assertThat(Words.deed("write", "write")).isEqualTo("write write");
    }
}
