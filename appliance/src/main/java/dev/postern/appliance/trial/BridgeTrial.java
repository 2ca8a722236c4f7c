package dev.postern.appliance.trial;

import dev.postern.evaluate.BridgeScore;
import dev.postern.evaluate.EvaluateException;
import dev.postern.model.Address;
import dev.postern.model.Frame;
import dev.postern.model.GapReport;
import dev.postern.plant.Bridge;
import dev.postern.plant.Extension;
import dev.postern.plant.Plant;
import dev.postern.plant.PlantSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Bridges against ground truth: {@code bridges:seeds=1,sites=30,hours=36}. For each seed each kind of bridge is planted in a works of its own
 * after {@link #PLANTED_MINUTE}, and what is said of the gap at the end is asked for it. Then as many works of all sorts without any are asked the same.
 *
 * @param hours that each works lives
 * @param only kinds that are planted
 */
record BridgeTrial(int seeds, long first, int sites, int hours, List<Bridge> only) {
    private static final String PREFIX = "bridges";
    private static final long MINUTE_NANOS = 60_000_000_000L;
    /** Tuesday, a quarter past nine: learning is over. */
    private static final long PLANTED_MINUTE = 24 * 60 + 9 * 60 + 15;

    private static final double THINNING = 30;
    /** With a forgotten modem a works is not without a bridge. */
    private static final Extension NOT_CLEAN = Extension.BOOSTER;

    static boolean names(String dataset) {
        return dataset.equals(PREFIX) || dataset.startsWith(PREFIX + ":");
    }

    static BridgeTrial parse(String text) {
        int seeds = 1;
        long first = 1;
        int sites = 30;
        int hours = 36;
        List<Bridge> only = List.of(Bridge.values());
        String settings = text.length() > PREFIX.length() ? text.substring(PREFIX.length() + 1) : "";
        for (String setting : settings.split(",")) {
            if (setting.isEmpty()) continue;
            String[] pair = setting.split("=", 2);
            try {
                switch (pair[0]) {
                    case "seeds" -> seeds = Integer.parseInt(pair[1]);
                    case "first" -> first = Long.parseLong(pair[1]);
                    case "sites" -> sites = Integer.parseInt(pair[1]);
                    case "hours" -> hours = Integer.parseInt(pair[1]);
                    case "bridge" -> only = List.of(Bridge.valueOf(pair[1].toUpperCase(Locale.ROOT)));
                    default -> throw new EvaluateException(text + ": \"" + pair[0] + "\" is not known");
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
                throw new EvaluateException(text + ": \"" + setting + "\" makes no sense", e);
            }
        }
        if (seeds < 0 || sites < 0 || hours * 60L <= PLANTED_MINUTE)
            throw new EvaluateException(text + ": a works must live beyond " + PLANTED_MINUTE / 60 + " hours");
        return new BridgeTrial(seeds, first, sites, hours, only);
    }

    BridgeScore measure(Consumer<String> progress) {
        BridgeScore score = new BridgeScore();
        for (long seed = first; seed < first + seeds; seed++)
            for (Bridge bridge : only) {
                progress.accept("seed " + seed + " " + bridge);
                PlantSettings settings = site(seed, Set.of());
                settings = settings.with(bridge.needs());
                Plant plant = new Plant(settings);
                List<Address> machines =
                        plant.start(bridge, PlantSettings.MONDAY_NANOS + PLANTED_MINUTE * MINUTE_NANOS);
                score.planted(bridge.name(), words(settings), machines, kinds(bridge), live(plant));
            }
        for (int i = 0; i < sites; i++) {
            PlantSettings settings = site(first + i, extensions(first + i));
            progress.accept("clean " + words(settings));
            score.clean(words(settings), live(new Plant(settings)));
        }
        return score;
    }

    private static PlantSettings site(long seed, Set<Extension> extensions) {
        return new PlantSettings(seed, PlantSettings.MONDAY_NANOS, 1 + (int) (seed % 3), THINNING, seed % 2 == 0)
                .with(extensions);
    }

    /** Some, as the seed chooses. */
    private static Set<Extension> extensions(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        Set<Extension> some = EnumSet.noneOf(Extension.class);
        for (Extension extension : Extension.values())
            if (chance.nextInt(3) == 0 && extension != NOT_CLEAN) some.add(extension);
        return some;
    }

    private static String words(PlantSettings s) {
        List<String> all = new ArrayList<>(List.of("seed " + s.seed(), "lines: " + s.lines()));
        all.add(s.mirrorsBothLegs() ? "mirror before and after the router" : "mirror before the router");
        for (Extension extension : s.extensions())
            all.add(extension.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return String.join(", ", all);
    }

    private GapReport live(Plant plant) {
        long end = PlantSettings.MONDAY_NANOS + hours * 60L * MINUTE_NANOS;
        Frame frame = new Frame();
        try (Trial trial = Trial.fresh(false)) {
            while (plant.next(frame) && frame.atNanos < end) trial.feed(frame);
            return trial.gap();
        }
    }

    /** What each may rightly be called in the report. */
    private static List<String> kinds(Bridge bridge) {
        return switch (bridge) {
            case ROUTER -> List.of("second router");
            case FIREWALL -> List.of("firewall");
            case DUAL_HOMED_HOST -> List.of("one machine in two networks");
            case ADDRESS_TRANSLATION -> List.of("address translation");
            case PROXY, MODEM -> List.of("way", "way in");
            case RELAY -> List.of("relay");
            case REMOTE_TOOL -> List.of("remote access tool");
            case SERIAL_GATEWAY -> List.of("serial gateway");
            case WIRELESS ->
                List.of("IPv6 router", "address translation", "second gateway", "cellular equipment", "way");
            case VISITOR -> List.of("visitor");
            case MEDIA -> List.of("carried in");
            case SECOND_GATEWAY -> List.of("second gateway", "second DHCP server", "cellular equipment", "way");
            case NAME_TUNNEL -> List.of("tunnel over names");
            case PING_TUNNEL -> List.of("tunnel over pings");
        };
    }
}
