package dev.postern.analyst.advisory;

import static dev.postern.analyst.advisory.Versions.Answer.CANNOT_TELL;
import static dev.postern.analyst.advisory.Versions.Answer.NO;
import static dev.postern.analyst.advisory.Versions.Answer.YES;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class VersionsTest {
    private static void contains(String range, String told, Versions.Answer answer) {
        assertThat(Versions.contains(range, told)).as(told + " in " + range).isEqualTo(answer);
    }

    @Test
    void numbersCompareAsNumbersWhateverStandsBeforeThem() {
        contains("vers:generic/<3.3.0", "V3.2.6", YES);
        contains("<V3.3.0", "3.10", NO);
        contains("<3.3.0", "Firmware: V 3.3", NO);
        contains("<=3.3", "3.3.0", YES);
        contains("<30.014", "30.011", YES);
    }

    @Test
    void theExamplesOfTheSpecification() {
        contains("vers:npm/1.2.3|>=2.0.0|<5.0.0", "1.2.3", YES);
        contains("vers:npm/1.2.3|>=2.0.0|<5.0.0", "1.5", NO);
        contains("vers:npm/1.2.3|>=2.0.0|<5.0.0", "2.0.0", YES);
        contains("vers:npm/1.2.3|>=2.0.0|<5.0.0", "5.0.0", NO);
        contains("vers:gem/>=2.2.0|!= 2.2.1|<2.3.0", "2.2.1", NO);
        contains("vers:gem/>=2.2.0|!= 2.2.1|<2.3.0", "2.2.2", YES);
        contains("vers:tomee/>=8.0.0-M1|<=8.0.1", "8.0.0", YES);
        contains("vers:tomee/>=8.0.0-M1|<=8.0.1", "7.9", NO);
        contains("vers:pypi/0.0.0|0.0.1|1.0|2.0pre1", "2.0pre1", YES);
        contains("vers:pypi/0.0.0|0.0.1|1.0|2.0pre1", "2.0", NO);
        contains(">=8.1.5", "9", YES);
        contains(">=8.1.5", "8.1.4", NO);
    }

    @Test
    void aHoleBetweenTwoRangesIsNotInThem() {
        contains("vers:generic/<2.0|>=3.0|<3.5", "1.9", YES);
        contains("vers:generic/<2.0|>=3.0|<3.5", "2.5", NO);
        contains("vers:generic/<2.0|>=3.0|<3.5", "3.4", YES);
    }

    @Test
    void allVersionsHoldAlsoWhereNoneIsKnown() {
        contains("vers:all/*", "", YES);
        contains("", "", YES);
        contains("All versions", "1", YES);
    }

    @Test
    void whatCannotBeComparedIsNotGuessed() {
        contains("<3.3.0", "", CANNOT_TELL);
        contains("<3.3.0", "unknown", CANNOT_TELL);
        contains("before the summer", "3.3", CANNOT_TELL);
        contains("<3.3.0", "9".repeat(40), CANNOT_TELL);
        contains("1|".repeat(100) + "1", "2", CANNOT_TELL);
    }

    @Test
    void wordsBehindANumberAreEarlierOrLater() {
        contains("<2.0", "2.0rc1", YES);
        contains("<2.0", "2.0 SP1", NO);
        contains("<2.9.4 Update 3", "2.9.4 Update 2", YES);
    }

    @Property(seed = "1")
    void aVersionIsBelowAnotherOrNotBelowIt(
            @ForAll @IntRange(max = 99) int a, @ForAll @IntRange(max = 99) int b, @ForAll @IntRange(max = 99) int c) {
        String told = a + "." + b;
        boolean below = Versions.contains("<" + c + "." + b, told) == YES;
        boolean above = Versions.contains(">=" + c + "." + b, told) == YES;
        assertThat(below).isNotEqualTo(above).isEqualTo(a < c);
    }
}
