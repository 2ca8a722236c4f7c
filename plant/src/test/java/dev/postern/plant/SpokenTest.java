package dev.postern.plant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Frame;
import dev.postern.model.Message;
import dev.postern.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What attackers say means to our own wire what they meant. */
class SpokenTest {
    private static final long START = PlantSettings.MONDAY_NANOS + 10 * Tape.HOUR;
    private static final long ATTACK = START + 10 * Tape.MINUTE;

    private static List<Message> spoken(Scenario scenario, int hours) {
        Plant plant = new Plant(PlantSettings.demo(5).startingAt(START).suiting(scenario));
        plant.start(scenario, ATTACK);
        return messages(plant, ATTACK + hours * Tape.HOUR);
    }

    private static List<Message> messages(Plant plant, long untilNanos) {
        Wire wire = new Wire(Wire.Limits.defaults());
        List<Message> messages = new ArrayList<>();
        Frame frame = new Frame();
        while (plant.next(frame) && frame.atNanos < untilNanos) {
            frame.order = frame.number;
            wire.frame(frame, observation -> {
                if (observation instanceof Message message && message.stamp().atNanos() >= ATTACK)
                    messages.add(message);
            });
        }
        return messages;
    }

    private static List<String> said(List<Message> messages, String client, String protocol) {
        return messages.stream()
                .filter(message -> message.protocol().equals(protocol))
                .filter(message -> message.conversation().client().toString().equals(client))
                .map(message -> message.operation() + " " + message.target() + " " + message.outcome())
                .toList();
    }

    @Test
    void industroyer2SwitchesEveryAddressWithoutSelecting() {
        List<String> said = said(spoken(Scenario.INDUSTROYER2, 1), "10.10.2.21", "iec104");
        assertThat(said)
                .contains("startdt  SUCCESS", "interrogation command station SUCCESS")
                .contains("single command single command 3001 SUCCESS", "single command single command 2999 REFUSED");
    }
}
