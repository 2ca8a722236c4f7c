package dev.postern.wire.ot.c1222;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tables 61 to 67. */
class LoadProfilesTest extends Metering {
    /** Readings at the end of a block and a bit for each interval; two channels of the first set, one of the third. */
    private static final String PROFILES = "00 0013 00100000 1008 02 0200 0300 02 0F 0100 0200 01 3C 5A";

    private static final String BLOCK = "1A0B1A0A1E 00002041 0000A041 03 01000A00 02001400 03001E00";

    private static final String NEXT = "1A0B1A0B0F 00004041 0000C041 05 04002800 05003200 06003C00";

    private void profiles() {
        asksAndAnswers("30 0000", SETS);
        asksAndAnswers("30 003D", PROFILES);
        asksAndAnswers("30 003E", "00 000B 01 05 06 01 07 08 02 01 02 03 08 5A");
    }

    @Test
    void loadProfilesHaveTheirSizeChannelsAndState() {
        asksAndAnswers("30 003D", "00 000D 00100000 4000 02 0A00 3000 02 0F 5A");
        assertThat(field(1, "memory")).isEqualTo(4096L);
        assertThat(field(1, "block_counts")).isEqualTo(List.of(10L));
        assertThat(field(1, "interval_counts")).isEqualTo(List.of(48L));
        assertThat(field(1, "channel_counts")).isEqualTo(List.of(2L));
        assertThat(field(1, "interval_minutes")).isEqualTo(List.of(15L));
        asksAndAnswers("30 003E", "00 000F 01 05 06 01 07 08 02 0100 0200 0A00 1400 5A");
        assertThat(field(3, "channel_sources")).isEqualTo(List.of(5L, 7L));
        assertThat(field(3, "format")).isEqualTo(2L);
        assertThat(field(3, "scalars")).isEqualTo(List.of(1L, 2L));
        assertThat(field(3, "divisors")).isEqualTo(List.of(10L, 20L));
        asksAndAnswers("30 003F", "00 000D 40 0300 0200 09000000 0100 1100 5A");
        assertThat(field(5, "valid_blocks")).isEqualTo(3L);
        assertThat(field(5, "last_sequence")).isEqualTo(9L);
        assertThat(field(5, "valid_intervals")).isEqualTo(17L);
        asksAndAnswers("30 000B", "00 0008 00 02 01 03 01 04 02 0A 5A");
        assertThat(field(7, "source_count")).isEqualTo(10L);
        asksAndAnswers("30 000C", "00 0008 00 000000 08 010000 5A");
        assertThat(field(9, "unit_codes")).isEqualTo(List.of(0L, 8L));
        assertThat(field(9, "time_bases")).isEqualTo(List.of(0L, 1L));
    }

    @Test
    void blocksOfLoadProfilesAreValuesOnceTheMeterSaidHowTheyAreLaidOut() {
        asksAndAnswers("30 0040", "00 0034 " + BLOCK + NEXT + "5A");
        assertThat(field(1, "block_ends")).isNull();
        profiles();
        asksAndAnswers("30 0040", "00 0034 " + BLOCK + NEXT + "5A");
        assertThat(field(9, "block_ends")).isEqualTo(List.of("2026-11-26 10:30", "2026-11-26 11:15"));
        assertThat(field(9, "block")).as("which is the newest, table 63 says").isNull();
        asksAndAnswers("30 003F", "00 001A 00 0200 0100 09000000 0100 0200 00 0100 0000 01000000 0000 0200 5A");
        asksAndAnswers("30 0040", "00 0034 " + BLOCK + NEXT + "5A");
        assertThat(field(13, "block")).isEqualTo(1L);
        assertThat(field(13, "end_readings")).isEqualTo(List.of(12.0, 24.0));
        assertThat(field(13, "channel1_values")).isEqualTo(List.of(4L, 5L));
        assertThat(field(13, "channel2_values")).isEqualTo(List.of(40L, 50L));
        assertThat(field(13, "invalid_intervals")).isEqualTo(List.of(1L));
        asksAndAnswers("30 0042", "00 000C 1A0B1A0A1E 00002041 03 FF FE 5A");
        assertThat(field(15, "channel1_values")).as("signed, of one octet").isEqualTo(List.of(-1L, -2L));
        asksAndAnswers("30 0041", "00 000C 1A0B1A0A1E 00002041 03 FF FE 5A");
        assertThat(field(17, "block_ends")).as("a set that there is not").isNull();
        asksAndAnswers("30 0040", "00 0033 " + BLOCK + NEXT.substring(0, NEXT.length() - 2) + "5A");
        assertThat(field(19, "block_ends")).as("no whole number of blocks").isNull();
    }

    @Test
    void aPartThatIsWholeBlocksIsReadAsWell() {
        profiles();
        asksAndAnswers("3f 0040 00001A 001A", "00 001A " + NEXT + "5A");
        assertThat(field(7, "first_block")).isEqualTo(1L);
        assertThat(field(7, "block")).isEqualTo(1L);
        assertThat(field(7, "channel1_values")).isEqualTo(List.of(4L, 5L, 6L));
        asksAndAnswers("3f 0040 00001B 001A", "00 001A " + NEXT + "5A");
        assertThat(field(9, "first_block")).isNull();
        asksAndAnswers("3f 0040 000034 001A", "00 001A " + NEXT + "5A");
        assertThat(field(11, "first_block")).as("behind the last").isNull();
    }

    /** Bit 12 of the flags stands for closures in one edition and for none of a block's octets in another. */
    @Test
    void whetherClosuresStandInABlockItsLengthTells() {
        asksAndAnswers("30 0000", SETS.replace("ff05", "ff01"));
        asksAndAnswers("30 003D", "00 000D 00100000 0010 02 0100 0100 01 0F 5A");
        asksAndAnswers("30 003E", "00 0004 01 05 06 02 5A");
        asksAndAnswers("30 0040", "00 0009 1A0B1A0A1E 1110 0700 5A");
        assertThat(field(7, "channel1_values")).isEqualTo(List.of(7L));
        asksAndAnswers("30 0040", "00 0007 1A0B1A0A1E 0800 5A");
        assertThat(field(9, "channel1_values")).isEqualTo(List.of(8L));
    }

    @Test
    void aBlockThatIsNotFullWithTheNewestFirstIsLeftToItsOctets() {
        profiles();
        asksAndAnswers("30 003F", "00 001A 10 0200 0100 09000000 0100 0200 00 0100 0000 01000000 0000 0200 5A");
        asksAndAnswers("30 0040", "00 0034 " + BLOCK + NEXT + "5A");
        assertThat(field(9, "end_readings")).isEqualTo(List.of(12.0, 24.0));
        assertThat(field(9, "channel1_values")).isNull();
    }
}
