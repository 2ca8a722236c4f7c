package dev.postern.appliance.advisory;

import dev.postern.analyst.advisory.Matcher;
import dev.postern.model.Advisory;
import dev.postern.model.Device;
import dev.postern.store.State;
import java.util.Collection;
import java.util.List;

/** The advisories of a home held against its devices; done anew when either changed. For one thread. */
public final class AdvisoryBook {
    private List<Advisory> known = List.of();
    private String mark = "";
    private int matchedDevices;

    /** To be called at each checkpoint: costs nothing where no advisories were imported, and little where nothing changed. */
    public void refresh(State state, Collection<Device> devices) {
        String now = state.advisories().mark();
        boolean same = now.equals(mark);
        int made = devices.stream()
                .map(d -> List.of(d.id(), d.vendor(), d.firmware(), d.facts(), d.modules()))
                .toList()
                .hashCode();
        if (same && (known.isEmpty() || made == matchedDevices)) return;
        if (!same) known = state.advisories().all();
        mark = now;
        matchedDevices = made;
        state.advisories().replaceMatches(Matcher.match(known, devices));
    }
}
