package dev.postern.appliance.session;

import dev.postern.appliance.cli.Product;
import dev.postern.model.Address;
import dev.postern.model.FrameRef;
import dev.postern.model.GapReport;
import dev.postern.store.AttestationChain.Attestation;
import dev.postern.store.AttestationKey;
import dev.postern.store.Capture;
import dev.postern.store.Home;
import dev.postern.verify.Attestations;
import dev.postern.verify.Canonical;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * Makes attestations of reports on the gap. Only event time and what was read go into the text, so that the same captures give the same text, and
 * with the same key the same signature.
 */
final class Attesting {
    private static final int FORMAT = 1;
    private static final int PATHS_MAX = 200;
    private static final int ATTEMPTS_MAX = 200;
    private static final int INFERENCES_MAX = 200;

    private final Map<Integer, Capture> captures = new HashMap<>();

    private Attesting(Home home) {
        for (Capture capture : home.state().captures()) captures.put(capture.ordinal(), capture);
    }

    /**
     * @param frames read since the last attestation, by capture
     * @return false if the chain reaches as far already
     */
    static boolean attest(Home home, GapReport report, SortedMap<Integer, Long> frames) {
        return home.state()
                .attestations()
                .attest(
                        report.atNanos(),
                        last -> new Attesting(home).next(last, report, frames, home.attestationKey()));
    }

    private Attestation next(Attestation last, GapReport report, SortedMap<Integer, Long> frames, AttestationKey key) {
        long seq = last == null ? 1 : last.seq() + 1;
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("format", FORMAT);
        text.put("version", Product.VERSION);
        text.put("seq", seq);
        text.put("previous", last == null ? "" : Attestations.sha256(last.text()));
        text.put("key", Attestations.fingerprint(key.publicKey()));
        text.put("from", time(last == null ? report.sinceNanos() : last.untilNanos()));
        text.put("until", time(report.atNanos()));
        text.put("watched_since", time(report.sinceNanos()));
        text.put("captures", captures(frames));
        state(report, text);
        Attestations.Signed signed = Attestations.sign(Canonical.write(text), key.privateKey());
        return new Attestation(seq, report.atNanos(), signed.text(), signed.signature());
    }

    private void state(GapReport r, Map<String, Object> text) {
        text.put("state", r.state().name().toLowerCase(Locale.ROOT));
        text.put("state_since", time(r.stateSinceNanos()));
        text.put("sentence", r.sentence());
        text.put("confidence_permille", permille(r.confidence()));
        text.put("confidence_why", r.confidenceWhy());
        text.put("paths", r.paths().stream().limit(PATHS_MAX).map(this::path).toList());
        text.put("paths_left_out", Math.max(0, r.paths().size() - PATHS_MAX));
        text.put(
                "attempts",
                r.attempts().stream().limit(ATTEMPTS_MAX).map(this::attempt).toList());
        text.put(
                "attempts_left_out",
                r.attemptsLeftOut() + Math.max(0, r.attempts().size() - ATTEMPTS_MAX));
        text.put(
                "inferences",
                r.inferences().stream()
                        .limit(INFERENCES_MAX)
                        .map(this::inference)
                        .toList());
        text.put("inferences_left_out", Math.max(0, r.inferences().size() - INFERENCES_MAX));
        text.put("coverage", r.coverage().stream().map(Attesting::coverage).toList());
        text.put(
                "blind_spots",
                r.blindSpots().stream()
                        .map(b -> Map.of("zone", b.zone(), "what", b.what(), "remedy", b.remedy()))
                        .toList());
    }

    /** What the frames came from: a file's identity is the SHA-256 of its first 64 KiB, and its size. */
    private List<Map<String, Object>> captures(SortedMap<Integer, Long> frames) {
        List<Map<String, Object>> list = new ArrayList<>();
        frames.forEach((ordinal, count) -> {
            Capture capture = captures.get(ordinal);
            list.add(Map.of(
                    "name", capture == null ? "capture " + ordinal : capture.name(),
                    "identity", capture == null ? "" : capture.identity(),
                    "frames", count));
        });
        return list;
    }

    private Map<String, Object> path(GapReport.Path p) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", p.id());
        one.put("sentence", p.sentence());
        one.put("host", p.host().toString());
        one.put("outside", texts(p.outside()));
        one.put(
                "hops",
                p.hops().stream()
                        .map(h -> Map.of("address", h.address().toString(), "what", h.what(), "via", h.via()))
                        .toList());
        one.put("reach", texts(p.reach()));
        one.put("answered", p.answered());
        one.put("current", p.current());
        one.put("packets", p.packets());
        one.put("confidence_permille", permille(p.confidence()));
        seen(one, p.firstNanos(), p.lastNanos(), p.evidence());
        return one;
    }

    private Map<String, Object> attempt(GapReport.Attempt a) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("host", a.host().toString());
        one.put("kind", a.kind());
        one.put("what", a.what());
        one.put("count", a.count());
        one.put("refused", a.refused());
        seen(one, a.firstNanos(), a.lastNanos(), List.of(a.frame()));
        return one;
    }

    private Map<String, Object> inference(GapReport.Inference i) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("kind", i.kind());
        one.put("sentence", i.sentence());
        one.put("reason", i.reason());
        one.put("outward", i.outward());
        one.put("confidence_permille", permille(i.confidence()));
        seen(one, i.firstNanos(), i.lastNanos(), i.evidence());
        return one;
    }

    private static Map<String, Object> coverage(GapReport.Coverage c) {
        return Map.of(
                "zone", c.zone(),
                "devices", c.devices(),
                "seen_permille", permille(c.seen()),
                "shares",
                        c.shares().stream()
                                .map(s -> Map.of("name", s.name(), "permille", permille(s.value()), "words", s.words()))
                                .toList());
    }

    private void seen(Map<String, Object> one, long firstNanos, long lastNanos, List<FrameRef> evidence) {
        one.put("first", time(firstNanos));
        one.put("last", time(lastNanos));
        one.put(
                "evidence",
                evidence.stream()
                        .map(f -> {
                            Capture capture = captures.get(f.capture());
                            return Map.of(
                                    "capture",
                                    capture == null ? "capture " + f.capture() : capture.name(),
                                    "frame",
                                    f.frame());
                        })
                        .toList());
    }

    private static List<String> texts(List<Address> addresses) {
        return addresses.stream().map(Address::toString).toList();
    }

    private static long permille(double share) {
        return Math.round(1_000 * share);
    }

    /** Always with nine decimals, so that texts compare as times do. */
    private static String time(long nanos) {
        Instant whole = Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L));
        String second = whole.toString();
        return second.substring(0, second.length() - 1)
                + String.format(Locale.ROOT, ".%09dZ", Math.floorMod(nanos, 1_000_000_000L));
    }
}
