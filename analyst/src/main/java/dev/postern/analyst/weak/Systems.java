package dev.postern.analyst.weak;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Until when makers mended what operating systems say they are, from the makers' published life cycles; of editions that share a number the one that
 * was mended longest, paid extensions left out. Judged by event time: in a capture of 2010 Windows XP is no weak spot.
 */
final class Systems {
    private static final long DAY_NANOS = 86_400_000_000_000L;
    /** {@code 6.1 build 7601}, {@code 10.0.17763}. */
    private static final Pattern VERSION = Pattern.compile("\\b(\\d{1,2}\\.\\d)(?:(?: build |\\.| )(\\d{1,5}))?\\b");

    private record Ended(String name, LocalDate end) {}

    private record Named(String word, Ended ended) {}

    private static Ended ended(String name, int year, int month, int day) {
        return new Ended(name, LocalDate.of(year, month, day));
    }

    private static final Ended NT4 = ended("Windows NT 4.0", 2004, 12, 31);
    private static final Ended W2000 = ended("Windows 2000", 2010, 7, 13);
    private static final Ended XP = ended("Windows XP", 2014, 4, 8);
    private static final Ended W2003 = ended("Windows Server 2003", 2015, 7, 14);
    private static final Ended W2008 = ended("Windows Vista or Server 2008", 2020, 1, 14);
    private static final Ended W7 = ended("Windows 7 or Server 2008 R2", 2020, 1, 14);
    private static final Ended W2012 = ended("Windows 8 or Server 2012", 2023, 10, 10);
    private static final Ended W2012R2 = ended("Windows 8.1 or Server 2012 R2", 2023, 10, 10);

    /** The longer name before the shorter that it holds. */
    private static final List<Named> NAMES = List.of(
            new Named("windows ce 5", ended("Windows CE 5", 2014, 10, 14)),
            new Named("windows ce 6", ended("Windows CE 6", 2018, 4, 10)),
            new Named("windows ce 7", ended("Windows Embedded Compact 7", 2021, 4, 13)),
            new Named("windows ce 8", ended("Windows Embedded Compact 2013", 2023, 10, 10)),
            new Named("windows nt 4", NT4),
            new Named("windows 2000", W2000),
            // XP calls itself 2002 where it speaks SMB 1.
            new Named("windows 2002", XP),
            new Named("windows xp", XP),
            new Named("windows server 2003", W2003),
            new Named("windows 2003", W2003),
            new Named("windows server 2008 r2", W7),
            new Named("windows server (r) 2008", W2008),
            new Named("windows server 2008", W2008),
            new Named("windows vista", W2008),
            new Named("windows 7", W7),
            new Named("windows server 2012 r2", W2012R2),
            new Named("windows server 2012", W2012),
            new Named("windows 8.1", W2012R2),
            new Named("windows 8", W2012));

    private Systems() {}

    /** @return the system and since when it is no longer mended, or null while it is, or if it is none that is known */
    static String ended(String told, long atNanos) {
        Ended found = find(told.toLowerCase(Locale.ROOT));
        if (found == null || Math.floorDiv(atNanos, DAY_NANOS) <= found.end().toEpochDay()) return null;
        return found.name() + ", without support since " + found.end();
    }

    private static Ended find(String told) {
        if (!told.contains("windows")) return null;
        for (Named named : NAMES) if (told.contains(named.word())) return named.ended();
        Matcher version = VERSION.matcher(told);
        if (!version.find()) return null;
        String build = version.group(2);
        // Samba says that it is Windows 6.1, of no build or of build 0.
        if (version.group(1).startsWith("6.") && (build == null || build.equals("0"))) return null;
        return switch (version.group(1)) {
            case "4.0" -> NT4;
            case "5.0" -> W2000;
            case "5.1" -> XP;
            case "5.2" -> W2003;
            case "6.0" -> W2008;
            case "6.1" -> W7;
            case "6.2" -> W2012;
            case "6.3" -> W2012R2;
            case "10.0" -> build == null ? null : build(build);
            default -> null;
        };
    }

    /** Builds of Windows 10, 11 and the servers of their time; those that some edition is mended in for longer than is known are left out. */
    private static Ended build(String build) {
        return switch (build) {
            case "10240" -> ended("Windows 10 (1507)", 2025, 10, 14);
            case "10586" -> ended("Windows 10 (1511)", 2018, 4, 10);
            case "14393" -> ended("Windows 10 (1607) or Server 2016", 2027, 1, 12);
            case "15063" -> ended("Windows 10 (1703)", 2019, 10, 8);
            case "16299" -> ended("Windows 10 (1709)", 2020, 10, 13);
            case "17134" -> ended("Windows 10 (1803)", 2021, 5, 11);
            case "17763" -> ended("Windows 10 (1809) or Server 2019", 2029, 1, 9);
            case "18362" -> ended("Windows 10 (1903)", 2020, 12, 8);
            case "18363" -> ended("Windows 10 (1909)", 2022, 5, 10);
            case "19041" -> ended("Windows 10 (2004)", 2021, 12, 14);
            case "19042" -> ended("Windows 10 (20H2)", 2023, 5, 9);
            case "19043" -> ended("Windows 10 (21H1)", 2022, 12, 13);
            case "19045" -> ended("Windows 10 (22H2)", 2025, 10, 14);
            case "22000" -> ended("Windows 11 (21H2)", 2024, 10, 8);
            default -> null;
        };
    }
}
