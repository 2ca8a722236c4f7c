package dev.postern.verify;

import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The check of a bundle, link by link. Costs one signature check a line. */
public final class Bundle {
    private Bundle() {}

    public sealed interface Verdict {
        /** @param state what the last one says */
        record Whole(int count, String from, String until, String state, String fingerprint) implements Verdict {}

        /**
         * @param line 1-based line of the bundle, where the chain first breaks
         * @param why a sentence
         */
        record Broken(int line, String why) implements Verdict {}
    }

    /** Stops the check; carries the first fault. */
    private static final class Break extends Exception {
        private static final long serialVersionUID = 1;
        private final int line;

        Break(int line, String why) {
            super(why);
            this.line = line;
        }
    }

    private record Link(long seq, String previous, String from, String until, String state) {
        String named() {
            return "Attestation " + seq + " (until " + until + ")";
        }
    }

    /**
     * @param lines of the bundle
     * @param fingerprint of the key that must have signed, or null for whichever the bundle names
     */
    public static Verdict check(List<String> lines, String fingerprint) {
        try {
            return whole(lines, fingerprint);
        } catch (Break broken) {
            return new Verdict.Broken(broken.line, broken.getMessage());
        }
    }

    private static Verdict whole(List<String> lines, String fingerprint) throws Break {
        if (lines.isEmpty()) throw new Break(1, "The bundle is empty.");
        PublicKey key = key(lines.getFirst());
        String found = Attestations.fingerprint(key);
        if (fingerprint != null && !found.equals(fingerprint))
            throw new Break(1, "The bundle was signed with another key: " + found + ".");
        Map<Long, Integer> places = places(lines);
        Link first = null;
        Link before = null;
        String hash = "";
        int count = 0;
        for (int i = 1; i < lines.size() && lines.get(i).startsWith(Attestations.ATTESTATION); i++) {
            Attestations.Signed signed = signed(lines.get(i), Attestations.ATTESTATION, i + 1);
            Link link = link(signed, i + 1);
            if (!Attestations.attested(signed, key))
                throw new Break(i + 1, link.named() + " was changed: its signature does not fit.");
            follows(before, link, hash, places, i + 1);
            if (first == null) first = link;
            before = link;
            hash = Attestations.sha256(signed.text());
            count++;
        }
        seal(lines, count, hash, before, key);
        return new Verdict.Whole(
                count,
                first == null ? "" : first.from(),
                before == null ? "" : before.until(),
                before == null ? "" : before.state(),
                found);
    }

    private static PublicKey key(String line) throws Break {
        try {
            Map<String, Object> header = Parser.object(line);
            if (!"postern attestations".equals(header.get("bundle")))
                throw new Break(1, "This is no bundle of attestations.");
            if (!Long.valueOf(1).equals(header.get("format")))
                throw new Break(1, "The bundle has a format that this release does not know.");
            PublicKey key = header.get("key") instanceof String text ? Attestations.key(text) : null;
            if (key == null) throw new Break(1, "The bundle names no usable key.");
            return key;
        } catch (Parser.Fault fault) {
            throw new Break(1, "This is no bundle of attestations: " + fault.getMessage() + ".");
        }
    }

    /** Where in the bundle each number stands, as far as it can be read: tells what is missing from what is elsewhere. */
    private static Map<Long, Integer> places(List<String> lines) {
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            try {
                places.putIfAbsent(
                        link(signed(lines.get(i), Attestations.ATTESTATION, i + 1), i + 1)
                                .seq(),
                        i + 1);
            } catch (Break unread) {
                // It is told when its turn comes.
            }
        }
        return places;
    }

    private static Attestations.Signed signed(String line, String begin, int number) throws Break {
        int end = line.lastIndexOf(Attestations.SIGNATURE);
        if (!line.startsWith(begin) || end < begin.length() || !line.endsWith(Attestations.END))
            throw new Break(number, "Line " + number + " is not of a bundle's form.");
        return new Attestations.Signed(
                line.substring(begin.length(), end),
                line.substring(end + Attestations.SIGNATURE.length(), line.length() - Attestations.END.length()));
    }

    private static Link link(Attestations.Signed signed, int line) throws Break {
        try {
            Map<String, Object> fields = Parser.object(signed.text());
            if (fields.get("seq") instanceof Long seq
                    && fields.get("previous") instanceof String previous
                    && fields.get("from") instanceof String from
                    && fields.get("until") instanceof String until
                    && fields.get("state") instanceof String state) return new Link(seq, previous, from, until, state);
            throw new Break(
                    line, "The attestation in line " + line + " lacks its number, its time or its predecessor.");
        } catch (Parser.Fault fault) {
            throw new Break(line, "The attestation in line " + line + " cannot be read: " + fault.getMessage() + ".");
        }
    }

    private static void follows(Link before, Link link, String hash, Map<Long, Integer> places, int line) throws Break {
        long due = before == null ? 1 : before.seq() + 1;
        if (link.seq() != due) {
            Integer elsewhere = places.get(due);
            if (link.seq() < due)
                throw new Break(
                        line,
                        link.named() + " stands after attestation " + (due - 1)
                                + ": the order was changed, or it stands twice.");
            throw new Break(
                    line,
                    elsewhere == null
                            ? "Attestation " + due + " is missing: " + link.seq() + " stands in its place."
                            : "Attestation " + due + " stands in line " + elsewhere
                                    + " and belongs here: the order was changed.");
        }
        if (!link.previous().equals(hash))
            throw new Break(line, link.named() + " follows another attestation than the one before it.");
        if (before != null && link.from().compareTo(before.until()) < 0)
            throw new Break(line, link.named() + " begins before the one before it ends.");
    }

    private static void seal(List<String> lines, int count, String hash, Link last, PublicKey key) throws Break {
        int line = count + 2;
        if (lines.size() < line)
            throw new Break(line, "The seal is missing: attestations may have been taken off the end.");
        Attestations.Signed seal = signed(lines.get(line - 1), Attestations.SEAL, line);
        if (!Attestations.sealed(seal, key)) throw new Break(line, "The seal was changed: its signature does not fit.");
        String due = Canonical.write(Map.of("count", count, "last", hash));
        if (!seal.text().equals(due))
            throw new Break(
                    line,
                    "The seal is for other attestations than these"
                            + (last == null ? "" : ": something is missing after " + last.seq()) + ".");
        if (lines.size() > line) throw new Break(line + 1, "Something follows the seal.");
    }
}
