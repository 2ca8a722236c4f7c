package dev.postern.analyst.advisory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether two parties mean the same vendor, order number or product by their words. */
final class Names {
    /** Shorter numbers are those of too many things. */
    private static final int ORDER_NUMBER_MIN = 6;
    /** A number that others begin with names them all. */
    private static final int ORDER_NUMBER_STEM_MIN = 8;

    private static final int PRODUCT_NAME_MIN = 4;
    private static final Set<String> LEGAL = Set.of(
            "ab",
            "ag",
            "bv",
            "co",
            "company",
            "corp",
            "corporation",
            "gmbh",
            "inc",
            "incorporated",
            "kg",
            "limited",
            "llc",
            "ltd",
            "oy",
            "plc",
            "sa",
            "sas",
            "se",
            "spa",
            "srl",
            "the");

    private Names() {}

    /** Words and numbers, without what stands between them. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
            if (!word.isEmpty()) words.add(word);
        return words;
    }

    static boolean sameVendor(String a, String b) {
        List<String> one = words(a);
        List<String> other = words(b);
        one.removeAll(LEGAL);
        other.removeAll(LEGAL);
        if (one.isEmpty() || other.isEmpty()) return false;
        boolean shorter = one.size() <= other.size();
        return begins(shorter ? other : one, shorter ? one : other);
    }

    private static boolean begins(List<String> words, List<String> with) {
        return words.subList(0, with.size()).equals(with);
    }

    /** @param pattern with {@code *}, {@code ?} and {@code \} */
    static boolean orderNumber(String pattern, String told) {
        String number = bare(told);
        String wanted = bare(pattern);
        int plain = (int) wanted.chars().filter(c -> c != '*' && c != '?').count();
        if (plain < ORDER_NUMBER_MIN || wanted.chars().noneMatch(Character::isDigit)) return false;
        if (wanted.indexOf('*') < 0 && wanted.indexOf('?') < 0)
            return number.equals(wanted) || plain >= ORDER_NUMBER_STEM_MIN && number.startsWith(wanted);
        return glob(wanted, number);
    }

    /** Without blanks, dashes and what makers put in between for the eye; an escaped sign can be no wildcard then. */
    private static String bare(String text) {
        StringBuilder bare = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') i++;
            else if (Character.isLetterOrDigit(c) || c == '*' || c == '?') bare.append(Character.toLowerCase(c));
        }
        return bare.toString();
    }

    /** Linear in each star: the last one that matched is tried further, no other. */
    private static boolean glob(String pattern, String text) {
        int p = 0;
        int star = -1;
        int kept = 0;
        for (int t = 0; t < text.length(); ) {
            if (p < pattern.length() && (pattern.charAt(p) == '?' || pattern.charAt(p) == text.charAt(t))) {
                p++;
                t++;
            } else if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                kept = t;
            } else if (star >= 0) {
                p = star + 1;
                t = ++kept;
            } else return false;
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') p++;
        return p == pattern.length();
    }

    /** One stands whole in the other, and has a number in it: {@code CPU 315-2 PN/DP} in {@code SIMATIC S7-300 CPU 315-2 PN/DP}. */
    static boolean product(String a, String b) {
        List<String> one = words(a);
        List<String> other = words(b);
        boolean shorter = one.size() <= other.size();
        List<String> part = shorter ? one : other;
        String joined = String.join("", part);
        if (joined.length() < PRODUCT_NAME_MIN || joined.chars().noneMatch(Character::isDigit)) return false;
        if (joined.chars().allMatch(Character::isDigit)) return false;
        List<String> whole = shorter ? other : one;
        for (int i = 0; i + part.size() <= whole.size(); i++)
            if (whole.subList(i, i + part.size()).equals(part)) return true;
        return false;
    }
}
