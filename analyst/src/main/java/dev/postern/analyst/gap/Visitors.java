package dev.postern.analyst.gap;

import dev.postern.analyst.inventory.Asset;
import dev.postern.analyst.inventory.Vendors;
import dev.postern.analyst.inventory.Zones;
import dev.postern.analyst.situation.Context;
import dev.postern.model.Address;
import dev.postern.model.Device;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport.Inference;
import dev.postern.model.Identity.Attribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Devices that by what they are bring another network with them: phones by what they say, cellular routers by who made their card. */
public final class Visitors {
    private static final double TOLD = 0.7;
    private static final double MADE = 0.5;
    private static final Set<Attribute> TELLING =
            Set.of(Attribute.NAME, Attribute.SOFTWARE, Attribute.OPERATING_SYSTEM, Attribute.MODEL, Attribute.TYPE);
    private static final List<String> PHONES = List.of("android", "iphone", "ipad", "dalvik");
    /** Their cards sit in cellular routers and modems, by the public listings of the IEEE. */
    private static final List<String> CELLULAR = List.of(
            "sierra wireless",
            "teltonika",
            "quectel",
            "cradlepoint",
            "telit",
            "robustel",
            "four-faith",
            "inhand",
            "peplink",
            "pepwave",
            "simcom",
            "multitech",
            "multi-tech",
            "netmodule",
            "proxicast",
            "airlink");

    private Visitors() {}

    static List<Inference> inferences(Context context) {
        List<Inference> found = new ArrayList<>();
        for (Asset asset : context.inventory().all(Visitors::telling)) {
            Device.Fact phone = phone(asset);
            if (phone != null)
                found.add(inference(
                        "phone or tablet",
                        context.inventory().describe(asset.primary())
                                + " is a phone or tablet, which carries a network of its own.",
                        "It says " + phone.value() + " (" + phone.source() + ").",
                        TOLD,
                        asset,
                        phone.frame() == null ? List.of() : List.of(phone.frame())));
            String maker = cellular(asset);
            if (!maker.isEmpty())
                found.add(inference(
                        "cellular equipment",
                        context.inventory().describe(asset.primary()) + " may be a cellular router or modem.",
                        "Its hardware address was given to " + maker + ", who make them.",
                        MADE,
                        asset,
                        List.of()));
        }
        return found;
    }

    private static boolean telling(Asset asset) {
        return asset.heard
                && !asset.network.equals(Zones.OUTSIDE)
                && asset.telling(a -> phone(a) != null || !cellular(a).isEmpty());
    }

    private static Inference inference(
            String kind, String sentence, String reason, double confidence, Asset asset, List<FrameRef> frames) {
        List<Address> devices = List.of(asset.primary());
        return new Inference(
                kind, sentence, reason, confidence, true, devices, asset.firstNanos, asset.lastNanos, frames);
    }

    private static Device.Fact phone(Asset asset) {
        for (Device.Fact fact : asset.facts()) {
            if (!TELLING.contains(fact.attribute())) continue;
            String value = fact.value().toLowerCase(Locale.ROOT);
            for (String word : PHONES) if (value.contains(word)) return fact;
        }
        return null;
    }

    private static String cellular(Asset asset) {
        for (Address mac : asset.macs) {
            String maker = Vendors.of(mac.low());
            String lower = maker.toLowerCase(Locale.ROOT);
            for (String name : CELLULAR) if (lower.contains(name)) return maker;
        }
        return "";
    }
}
