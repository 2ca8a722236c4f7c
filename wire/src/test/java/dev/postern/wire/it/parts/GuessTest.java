package dev.postern.wire.it.parts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GuessTest {
    @Test
    void whatMakersDeliverIsADefaultWhateverItsCase() {
        assertThat(Guess.of("USER", "public")).isEqualTo("default");
        assertThat(Guess.of("su", "KO2003WA")).isEqualTo("default");
        assertThat(Guess.of("plant\\Administrator", "1")).isEqualTo("default");
        assertThat(Guess.of("anyone", "1234")).isEqualTo("default");
    }

    @Test
    void oneAccountsDefaultIsNotAnothers() {
        assertThat(Guess.of("maint", "ko2003wa")).isNull();
    }

    @Test
    void aPasswordLikeItsAccountIsGuessed() {
        assertThat(Guess.of("PLANT\\maint", "Maint")).isEqualTo("same as the account");
        assertThat(Guess.of("maint", "")).isEqualTo("empty");
    }

    @Test
    void aChosenPasswordIsNotGuessed() {
        assertThat(Guess.of("admin", "tr0ub4dor&3")).isNull();
        assertThat(Guess.of(null, "admins")).isNull();
        assertThat(Guess.of("a".repeat(100), "a".repeat(100))).isNull();
    }
}
