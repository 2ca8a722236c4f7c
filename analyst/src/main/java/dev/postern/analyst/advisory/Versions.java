package dev.postern.analyst.advisory;

import java.util.ArrayList;
import java.util.List;

/**
 * Versions that an advisory means: a vers range ({@code vers:generic/>=1.0|<2.0}), its constraints alone ({@code <V3.3.0}), one version, or all. In a
 * range the constraints stand in rising order, as the vers specification wants; the versions in them compare as {@link Version} does.
 */
final class Versions {
    private static final int CONSTRAINTS_MAX = 64;
    private static final String VERS = "vers:";
    private static final List<String> COMPARATORS = List.of("<=", ">=", "!=", "<", ">", "=");

    enum Answer {
        YES,
        NO,
        CANNOT_TELL
    }

    private record Constraint(String comparator, Version version) {}

    private Versions() {}

    static boolean all(String range) {
        String constraints = constraints(range).strip();
        return constraints.isEmpty() || constraints.equals("*") || constraints.equalsIgnoreCase("all versions");
    }

    private static String constraints(String range) {
        int slash = range.indexOf('/');
        return range.startsWith(VERS) && slash > 0 ? range.substring(slash + 1) : range;
    }

    static Answer contains(String range, String told) {
        if (all(range)) return Answer.YES;
        Version version = told.isEmpty() ? null : Version.of(told);
        List<Constraint> constraints = read(constraints(range));
        if (version == null || constraints == null) return Answer.CANNOT_TELL;
        for (Constraint c : constraints)
            if (c.version().compareTo(version) == 0)
                return c.comparator().contains("=") && !c.comparator().equals("!=") ? Answer.YES : Answer.NO;
        List<Constraint> bounds = constraints.stream()
                .filter(c -> c.comparator().startsWith("<") || c.comparator().startsWith(">"))
                .toList();
        return within(bounds, version) ? Answer.YES : Answer.NO;
    }

    /** Null where one is no version. */
    private static List<Constraint> read(String text) {
        List<Constraint> found = new ArrayList<>();
        for (String part : text.split("\\|")) {
            String constraint = part.strip();
            String comparator = COMPARATORS.stream()
                    .filter(constraint::startsWith)
                    .findFirst()
                    .orElse("");
            Version version = Version.of(constraint.substring(comparator.length()));
            if (version == null || found.size() == CONSTRAINTS_MAX) return null;
            found.add(new Constraint(comparator.isEmpty() ? "=" : comparator, version));
        }
        return found;
    }

    /** The version equals no bound. */
    private static boolean within(List<Constraint> bounds, Version version) {
        for (int i = 0; i < bounds.size(); i++) {
            boolean below = version.compareTo(bounds.get(i).version()) < 0;
            boolean upper = bounds.get(i).comparator().startsWith("<");
            if (upper && below && (i == 0 || above(bounds.get(i - 1), version))) return true;
            if (!upper && !below && i == bounds.size() - 1) return true;
        }
        return false;
    }

    private static boolean above(Constraint bound, Version version) {
        return bound.comparator().startsWith(">") && version.compareTo(bound.version()) > 0;
    }
}
