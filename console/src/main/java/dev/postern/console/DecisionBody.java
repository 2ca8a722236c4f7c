package dev.postern.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.postern.model.Decision;
import java.util.Locale;
import java.util.Optional;

/** A decision as it comes in: what is left out is empty. */
public record DecisionBody(
        String kind,
        String zone,

        @JsonProperty("to_zone") String toZone,

        String subnet,
        Integer vlan,
        String role,
        String name,
        String device,
        String service,
        String ask,
        Long withdrawn) {

    /** Empty where a word is unknown; whether it makes sense {@link Decision#refusal} says. */
    public Optional<Decision> decision() {
        try {
            return Optional.of(new Decision(
                    Decision.Kind.valueOf(text(kind).toUpperCase(Locale.ROOT)),
                    text(zone),
                    text(toZone),
                    text(subnet),
                    vlan == null ? 0 : vlan,
                    text(role),
                    text(name),
                    text(device),
                    text(service),
                    text(ask).isEmpty() ? null : Decision.Ask.valueOf(ask.toUpperCase(Locale.ROOT)),
                    withdrawn == null ? 0 : withdrawn));
        } catch (IllegalArgumentException unknownWord) {
            return Optional.empty();
        }
    }

    private static String text(String given) {
        return given == null ? "" : given.strip();
    }
}
