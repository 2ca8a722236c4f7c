package dev.postern.appliance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineTest {
    @Test
    void aCommandAloneIsTheSameAsAmongAllOthers() {
        var all = Main.commandLine().getSubcommands();
        assertThat(all.keySet()).containsExactlyElementsOf(Main.COMMANDS);
        for (String name : Main.COMMANDS) {
            var alone = Main.commandLine(name, "--help").getSubcommands();
            assertThat(alone.keySet()).containsExactly(name);
            assertThat(alone.get(name).getUsageMessage(CommandLine.Help.Ansi.OFF))
                    .isEqualTo(all.get(name).getUsageMessage(CommandLine.Help.Ansi.OFF));
        }
    }

    @Test
    void whatIsNoCommandIsHeldAgainstAllOfThem() {
        assertThat(Main.commandLine("reply").getSubcommands().keySet()).containsExactlyElementsOf(Main.COMMANDS);
    }
}
