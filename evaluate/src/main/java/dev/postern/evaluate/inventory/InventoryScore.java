package dev.postern.evaluate.inventory;

import dev.postern.model.Address;
import dev.postern.model.Device;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How well an inventory fits what is there. Only addresses that were heard count: who never sent anything cannot be recognised. Merging is judged by
 * pairs of addresses that are one machine; what a machine said of itself by whether the device says the same, letter by letter but for case.
 */
public final class InventoryScore {
    /** Right of judged. */
    public static final class Ratio {
        private long right;
        private long of;

        private void count(boolean isRight) {
            of++;
            if (isRight) right++;
        }

        private void add(Ratio other) {
            right += other.right;
            of += other.of;
        }

        public long right() {
            return right;
        }

        public long of() {
            return of;
        }

        /** 0 to 1; NaN where nothing was judged. */
        public double value() {
            return of == 0 ? Double.NaN : (double) right / of;
        }
    }

    private static final List<String> TOLD = List.of("vendor", "model", "firmware", "serial");

    private final Map<String, Ratio> figures = new LinkedHashMap<>();
    private final List<String> misses = new ArrayList<>();
    private long unknown;
    private long spokenOf;

    private InventoryScore() {
        for (String name :
                List.of("merge precision", "merge recall", "several cards, found whole", "machines found exactly"))
            figures.put(name, new Ratio());
        figures.put("role", new Ratio());
        for (String name : TOLD) figures.put(name + " where told", new Ratio());
        figures.put("Purdue level", new Ratio());
    }

    public static InventoryScore of(List<KnownMachine> machines, List<Device> devices) {
        InventoryScore score = new InventoryScore();
        Map<Address, Integer> found = new HashMap<>();
        for (int i = 0; i < devices.size(); i++) {
            Device device = devices.get(i);
            if (!device.heard()) {
                score.spokenOf++;
                continue;
            }
            for (Address address : device.addresses()) found.put(address, i);
            for (Address mac : device.macs()) found.put(mac, i);
        }
        Map<Address, Integer> real = new HashMap<>();
        for (int i = 0; i < machines.size(); i++)
            for (Address address : machines.get(i).addresses()) if (found.containsKey(address)) real.put(address, i);
        score.pairs(real, found, machines);
        for (KnownMachine machine : machines) score.machine(machine, devices, found);
        for (Device device : devices)
            if (device.heard() && all(device).stream().noneMatch(real::containsKey)) score.unknown++;
        return score;
    }

    private static List<Address> all(Device device) {
        List<Address> all = new ArrayList<>(device.addresses());
        all.addAll(device.macs());
        return all;
    }

    private void pairs(Map<Address, Integer> real, Map<Address, Integer> found, List<KnownMachine> machines) {
        List<Address> addresses = new ArrayList<>(real.keySet());
        addresses.sort(null);
        for (int i = 0; i < addresses.size(); i++)
            for (int j = i + 1; j < addresses.size(); j++) {
                Address a = addresses.get(i);
                Address b = addresses.get(j);
                boolean one = real.get(a).equals(real.get(b));
                boolean joined = found.get(a).equals(found.get(b));
                if (joined) figures.get("merge precision").count(one);
                if (one) figures.get("merge recall").count(joined);
                if (one != joined)
                    misses.add((joined ? "joined, but two: " : "one, but not joined: ") + a + " and " + b + " ("
                            + machines.get(real.get(a)).name() + ", "
                            + machines.get(real.get(b)).name() + ")");
            }
    }

    @SuppressWarnings("ReferenceEquality") // the very device
    private void machine(KnownMachine machine, List<Device> devices, Map<Address, Integer> found) {
        List<Address> heard =
                machine.addresses().stream().filter(found::containsKey).toList();
        if (heard.isEmpty()) return;
        Device device = devices.get(found.get(heard.getFirst()));
        boolean whole = heard.stream().allMatch(a -> devices.get(found.get(a)) == device);
        figures.get("machines found exactly").count(whole && all(device).size() == heard.size());
        long cards = heard.stream().filter(a -> !a.isIp()).count();
        if (cards > 1) figures.get("several cards, found whole").count(whole);
        if (!machine.roles().isEmpty())
            judge("role", machine, machine.roles().contains(device.role()), device.role(), machine.roles());
        Map<String, String> says = Map.of(
                "vendor",
                device.vendor(),
                "model",
                device.model(),
                "firmware",
                device.firmware(),
                "serial",
                device.serial());
        for (String kind : TOLD) {
            Collection<String> told = machine.told().get(kind);
            if (told == null) continue;
            String says1 = says.get(kind);
            judge(kind + " where told", machine, told.stream().anyMatch(says1::equalsIgnoreCase), says1, told);
        }
        if (!Double.isNaN(machine.purdue()))
            judge("Purdue level", machine, device.purdue() == machine.purdue(), device.purdue(), machine.purdue());
    }

    private void judge(String figure, KnownMachine machine, boolean right, Object found, Object real) {
        figures.get(figure).count(right);
        if (!right) misses.add(figure + " of " + machine.name() + ": " + found + ", really " + real);
    }

    /** The same over several sites. */
    public static InventoryScore sum(List<InventoryScore> scores) {
        InventoryScore sum = new InventoryScore();
        for (InventoryScore score : scores) {
            score.figures.forEach((name, ratio) -> sum.figures.get(name).add(ratio));
            sum.misses.addAll(score.misses);
            sum.unknown += score.unknown;
            sum.spokenOf += score.spokenOf;
        }
        return sum;
    }

    /** By name, in the order of the table. */
    public Map<String, Ratio> figures() {
        return figures;
    }

    /** Each failure in a sentence. */
    public List<String> misses() {
        return misses;
    }

    /** Devices that are no machine of the site, such as those outside. */
    public long unknown() {
        return unknown;
    }

    /** Devices that were only spoken of. */
    public long spokenOf() {
        return spokenOf;
    }

    /** Markdown. */
    public String table() {
        StringBuilder text = new StringBuilder("| figure | right | share |\n|---|---|---|\n");
        figures.forEach((name, ratio) -> text.append("| ")
                .append(name)
                .append(" | ")
                .append(ratio.right())
                .append(" of ")
                .append(ratio.of())
                .append(" | ")
                .append(ratio.of() == 0 ? "-" : String.format(Locale.ROOT, "%.3f", ratio.value()))
                .append(" |\n"));
        return text.toString();
    }
}
