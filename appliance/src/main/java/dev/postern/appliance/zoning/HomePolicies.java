package dev.postern.appliance.zoning;

import dev.postern.analyst.policy.Nftables;
import dev.postern.analyst.policy.PolicyTable;
import dev.postern.analyst.policy.Rehearser;
import dev.postern.console.Policies;
import dev.postern.model.Address;
import dev.postern.model.Decision;
import dev.postern.model.Device;
import dev.postern.model.Rehearsal;
import dev.postern.model.Zoning;
import dev.postern.store.Home;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Policies of one home: the analyst's words over the store's history. */
public record HomePolicies(Home home) implements Policies {
    /** Conversations looked at, and verbs in them. */
    private static final int RECORDED_MAX = 200_000;

    @Override
    public String nftables(Zoning zoning) {
        return Nftables.of(zoning);
    }

    @Override
    public String csv(Zoning zoning) {
        return PolicyTable.csv(zoning);
    }

    @Override
    public Rehearsal rehearse(Zoning zoning, List<Decision> draft, int hours) {
        Map<Address, String> zones = new HashMap<>();
        for (Device device : home.state().inventory().devices()) {
            for (Address ip : device.addresses()) zones.put(ip, device.zone());
            for (Address mac : device.macs()) zones.put(mac, device.zone());
        }
        return new Rehearser(zoning, draft, zones).of(home.history().conversations(hours, RECORDED_MAX));
    }
}
