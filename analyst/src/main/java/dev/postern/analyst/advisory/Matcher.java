package dev.postern.analyst.advisory;

import dev.postern.model.Advisory;
import dev.postern.model.Advisory.Product;
import dev.postern.model.Advisory.Vulnerability;
import dev.postern.model.AdvisoryMatch;
import dev.postern.model.AdvisoryMatch.Verdict;
import dev.postern.model.Device;
import dev.postern.model.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which devices an advisory is about, by what they said of themselves. The same vendor alone is no match; without an order number or a name of the
 * product that agrees nothing is said. Devices of the same make are compared once. Cost: makes times products.
 */
public final class Matcher {
    private static final double BY_ORDER_NUMBER = 0.95;
    /** The number is the maker's, but the device is said to be another's. */
    private static final double BY_ORDER_NUMBER_ALONE = 0.85;

    private static final double BY_NAME = 0.7;
    private static final int CVES_MAX = 32;
    private static final int REMEDIES_MAX = 8;
    private static final int WORDS_MAX = 16;

    /** What a device, or a module in it, says it is; many say the same. */
    private record Make(String vendor, List<String> models, String firmware) {}

    /** @param place of the module, or empty for the device itself */
    private record Holder(String device, String place) {}

    /** @param how the words that agree */
    private record Fit(double confidence, String how) {}

    private Matcher() {}

    /** By publisher, advisory and device; of several modules of a device that one is about the surest. */
    public static List<AdvisoryMatch> match(Collection<Advisory> advisories, Collection<Device> devices) {
        Map<Make, List<Holder>> makes = new LinkedHashMap<>();
        for (Device device : devices) {
            add(makes, new Holder(device.id(), ""), device.vendor(), device.facts(), device.firmware());
            for (Device.Module module : device.modules())
                add(
                        makes,
                        new Holder(device.id(), module.place()),
                        module.vendor().isEmpty() ? device.vendor() : module.vendor(),
                        module.facts(),
                        module.firmware());
        }
        List<AdvisoryMatch> found = new ArrayList<>();
        for (Advisory advisory : advisories) {
            TreeMap<String, AdvisoryMatch> surest = new TreeMap<>();
            makes.forEach((make, holders) -> {
                Found result = new Found();
                result.judge(advisory, make);
                if (result.best == null) return;
                for (Holder holder : holders)
                    surest.merge(holder.device(), result.told(advisory, holder), Matcher::surer);
            });
            found.addAll(surest.values());
        }
        found.sort(Comparator.comparing(AdvisoryMatch::publisher)
                .thenComparing(AdvisoryMatch::advisory)
                .thenComparing(AdvisoryMatch::device));
        return found;
    }

    private static AdvisoryMatch surer(AdvisoryMatch one, AdvisoryMatch other) {
        if (one.verdict() != other.verdict()) return one.verdict() == Verdict.AFFECTED ? one : other;
        return one.confidence() >= other.confidence() ? one : other;
    }

    private static void add(
            Map<Make, List<Holder>> makes, Holder holder, String vendor, List<Device.Fact> facts, String firmware) {
        TreeSet<String> models = new TreeSet<>();
        for (Device.Fact fact : facts) {
            boolean named = fact.attribute() == Identity.Attribute.MODEL || fact.attribute() == Identity.Attribute.TYPE;
            if (named && fact.holds() && models.size() < WORDS_MAX) models.add(fact.value());
        }
        if (!models.isEmpty())
            makes.computeIfAbsent(new Make(vendor, List.copyOf(models), firmware), _ -> new ArrayList<>())
                    .add(holder);
    }

    private static Fit fit(Product product, Make make) {
        boolean vendor = Names.sameVendor(product.vendor(), make.vendor());
        for (String number : product.orderNumbers())
            for (String model : make.models())
                if (Names.orderNumber(number, model))
                    return new Fit(
                            vendor ? BY_ORDER_NUMBER : BY_ORDER_NUMBER_ALONE,
                            (vendor ? "vendor " + make.vendor() + ", " : "") + "order number " + model);
        if (!vendor) return null;
        for (String name : product.names())
            for (String model : make.models())
                if (Names.product(name, model))
                    return new Fit(BY_NAME, "vendor " + make.vendor() + ", model " + model + " (\"" + name + "\")");
        return null;
    }

    /** One advisory against one make. */
    private static final class Found {
        private final Map<String, Fit> fits = new HashMap<>();
        private final Map<String, Product> products = new HashMap<>();
        private final LinkedHashSet<String> cves = new LinkedHashSet<>();
        private final LinkedHashSet<String> remedies = new LinkedHashSet<>();
        private double score = Double.NaN;
        private Fit best;
        private Verdict verdict;
        private String versions = "";

        void judge(Advisory advisory, Make make) {
            for (Product product : advisory.products()) {
                Fit fit = fit(product, make);
                if (fit == null) continue;
                fits.put(product.id(), fit);
                products.put(product.id(), product);
            }
            if (fits.isEmpty()) return;
            for (Vulnerability vulnerability : advisory.vulnerabilities()) judge(vulnerability, make);
        }

        private void judge(Vulnerability v, Make make) {
            for (String id : v.unaffected()) if (fits.containsKey(id) && mended(products.get(id), make)) return;
            String product = null;
            Verdict worst = null;
            for (String id : v.affected()) {
                if (!fits.containsKey(id)) continue;
                Verdict one = verdict(products.get(id), make);
                if (one == null || worst == Verdict.AFFECTED) continue;
                if (worst == null || one == Verdict.AFFECTED) product = id;
                worst = worst == null || one == Verdict.AFFECTED ? one : worst;
            }
            if (product != null) keep(v, product, worst, make);
        }

        /** A version of its own that is told to be sound; that of all versions says nothing against an affected one. */
        private static boolean mended(Product product, Make make) {
            return !Versions.all(product.versions())
                    && Versions.contains(product.versions(), make.firmware()) == Versions.Answer.YES;
        }

        private static Verdict verdict(Product product, Make make) {
            return switch (Versions.contains(product.versions(), make.firmware())) {
                case YES -> Verdict.AFFECTED;
                case NO -> null;
                case CANNOT_TELL -> Verdict.CANNOT_TELL;
            };
        }

        private void keep(Vulnerability v, String product, Verdict one, Make make) {
            Fit fit = fits.get(product);
            boolean worse = verdict == null || one == Verdict.AFFECTED && verdict == Verdict.CANNOT_TELL;
            // What is sure is not mixed with what is not.
            if (worse && verdict != null) {
                cves.clear();
                remedies.clear();
                score = Double.NaN;
            } else if (verdict == Verdict.AFFECTED && one == Verdict.CANNOT_TELL) return;
            if (worse || fit.confidence() > best.confidence()) {
                best = fit;
                verdict = one;
                versions = versions(products.get(product), one, make);
            }
            if (cves.size() < CVES_MAX && !v.cve().isEmpty()) cves.add(v.cve());
            score = Double.isNaN(score) ? v.score() : Double.isNaN(v.score()) ? score : Math.max(score, v.score());
            for (Advisory.Remedy remedy : v.remedies())
                if (remedies.size() < REMEDIES_MAX
                        && (remedy.products().isEmpty() || remedy.products().contains(product)))
                    remedies.add(remedy.category().replace('_', ' ') + ": " + remedy.text());
        }

        private static String versions(Product product, Verdict verdict, Make make) {
            if (Versions.all(product.versions())) return "all versions are affected";
            if (verdict == Verdict.AFFECTED) return "firmware " + make.firmware() + " is one of " + product.versions();
            return make.firmware().isEmpty()
                    ? "its firmware is not known, affected are " + product.versions()
                    : "firmware " + make.firmware() + " cannot be compared with " + product.versions();
        }

        AdvisoryMatch told(Advisory advisory, Holder holder) {
            return new AdvisoryMatch(
                    advisory.id(),
                    advisory.publisher(),
                    advisory.title(),
                    holder.device(),
                    verdict,
                    best.confidence(),
                    (holder.place().isEmpty() ? "" : "module in " + holder.place() + ": ") + best.how() + ", "
                            + versions,
                    List.copyOf(cves),
                    score,
                    List.copyOf(remedies));
        }
    }
}
