package dev.postern.appliance.session;

import dev.postern.appliance.engine.EngineState;
import dev.postern.life.conversation.ConversationLife;
import dev.postern.life.conversation.ConversationStage;
import dev.postern.life.device.DeviceLife;
import dev.postern.model.Address;
import dev.postern.model.Footprint;
import java.util.List;
import java.util.TreeMap;

/** Adds up what the pattern of life takes in memory. Walks all of it: for the engine's thread, once it has settled. */
final class Footprints {
    private Footprints() {}

    /** By address. */
    static List<Footprint> of(EngineState state) {
        TreeMap<Address, Footprint> all = new TreeMap<>();
        state.site.sizes((address, bytes) ->
                all.merge(address, Footprint.ofDevice(address, bytes, DeviceLife.BYTES_MAX), Footprint::plus));
        for (ConversationStage stage : state.conversations)
            stage.sizes((client, bytes) -> all.merge(
                    client, Footprint.ofConversation(client, bytes, ConversationLife.BYTES_MAX), Footprint::plus));
        return List.copyOf(all.values());
    }
}
