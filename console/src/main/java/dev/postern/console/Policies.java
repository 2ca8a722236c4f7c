package dev.postern.console;

import dev.postern.model.Decision;
import dev.postern.model.Rehearsal;
import dev.postern.model.Zoning;
import java.util.List;

/** What can be made of zones and conduits; the console knows no analyst. May be asked from any thread. */
public interface Policies {
    String nftables(Zoning zoning);

    String csv(Zoning zoning);

    /**
     * @param draft rules that are tried on top of what was decided
     * @param hours how far to look back
     */
    Rehearsal rehearse(Zoning zoning, List<Decision> draft, int hours);
}
