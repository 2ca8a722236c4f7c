package dev.postern.life.site;

import dev.postern.life.LifeSink;
import dev.postern.life.Surprise;
import dev.postern.life.Watch;
import dev.postern.life.device.Anomalies;
import dev.postern.life.device.Bindings;
import dev.postern.life.device.DeviceLife;
import dev.postern.life.device.Handover;
import dev.postern.life.device.Traits;
import dev.postern.model.Address;
import dev.postern.model.Binding;
import dev.postern.model.Channel;
import dev.postern.model.Identity;
import dev.postern.model.Stamp;
import dev.postern.model.Traffic;
import dev.postern.model.Transport;
import java.util.Locale;
import java.util.Map;

/** M9 over the site: where each address is (hardware, VLAN, distance) and what it calls itself. */
final class Places {
    private final Bindings bindings = new Bindings();
    private final Traits traits = new Traits();
    private final Anomalies anomalies;

    Places(Anomalies anomalies) {
        this.anomalies = anomalies;
    }

    void limitsHit(Map<String, Long> into) {
        if (bindings.forgotten() > 0) into.put("bindings", bindings.forgotten());
        if (traits.forgotten() > 0) into.put("traits", traits.forgotten());
    }

    void late(Binding binding, SiteStage site, LifeSink out) {
        Bindings.Change change = bindings.late(binding);
        DeviceLife device = site.known(binding.address());
        if (change != null && device != null) site.tellNew(device, Handover.surprise(binding, change), out);
    }

    void binding(Binding binding, SiteStage site, LifeSink out) {
        Bindings.Change change = bindings.bound(binding);
        if (change == null) return;
        DeviceLife device = site.device(binding.address(), binding.stamp());
        if (device == null) return;
        anomalies.tested(Channel.BINDING_HARDWARE, 1);
        site.tellNew(device, Handover.surprise(binding, change), out);
    }

    /** Where an address is: hardware, VLAN, distance. */
    void hold(Address address, Address peer, Traffic traffic, long mac, int ttl, SiteStage site, LifeSink out) {
        DeviceLife device = site.known(address);
        if (!address.isIp() || mac == 0 || device == null) return;
        int vlan = traffic.conversation().vlan();
        Stamp stamp = traffic.stamp();
        if (bindings.heard(address, vlan, mac, Watch.minute(stamp.atNanos()), stamp.ref())) {
            anomalies.tested(Channel.BINDING_HARDWARE, 1);
            anomalies.tested(Channel.BINDING_VLAN, 1);
            anomalies.tested(Channel.BINDING_TTL, 1);
        }
        whereabouts(address, peer, traffic, ttl, site, out);
    }

    /** VLAN and distance. */
    void whereabouts(Address address, Address peer, Traffic traffic, int ttl, SiteStage site, LifeSink out) {
        DeviceLife device = site.known(address);
        if (!address.isIp() || device == null) return;
        int vlan = traffic.conversation().vlan();
        Stamp stamp = traffic.stamp();
        trait(device, peer, Channel.BINDING_VLAN, "VLAN", Integer.toString(vlan), stamp, site, out);
        // Only TCP: other protocols choose a hop limit per purpose.
        if (ttl > 0 && traffic.conversation().transport() == Transport.TCP)
            trait(device, peer, Channel.BINDING_TTL, "time to live", Integer.toString(ttl), stamp, site, out);
    }

    private void trait(
            DeviceLife device,
            Address peer,
            Channel channel,
            String name,
            String value,
            Stamp stamp,
            SiteStage site,
            LifeSink out) {
        Surprise surprise = traits.heard(device.address, peer, channel, name, value, stamp);
        if (surprise == null) return;
        if (!stamp.late()) anomalies.tested(channel, 1);
        site.tellNew(device, surprise, out);
    }

    /** Names a device gives itself; those a resolver gives it are many and not its own. */
    void named(Identity identity, SiteStage site, LifeSink out) {
        DeviceLife device = site.known(identity.subject());
        boolean named = identity.attribute() == Identity.Attribute.NAME
                && !identity.ofModule()
                && !identity.protocol().equals("dns");
        if (device == null || !named) return;
        String value = identity.value().toLowerCase(Locale.ROOT);
        trait(device, null, Channel.BINDING_NAME, identity.protocol() + " name", value, identity.stamp(), site, out);
    }
}
