package dev.postern.verify;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Checks a bundle of attestations, offline. Exit codes: 0 whole, 1 broken, 2 wrong usage or not readable. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        if (args.length != 1 && !(args.length == 3 && args[1].equals("--key"))) {
            System.err.println("Usage: java -jar postern-verify.jar BUNDLE [--key FINGERPRINT]");
            System.err.println("Checks every signature and link of a bundle that 'postern gap --export' wrote.");
            return 2;
        }
        List<String> lines;
        try {
            lines = Files.readAllLines(Path.of(args[0]));
        } catch (CharacterCodingException e) {
            System.err.println("postern-verify: " + args[0] + " is not text");
            return 2;
        } catch (IOException e) {
            System.err.println("postern-verify: cannot read " + args[0] + ": " + e.getMessage());
            return 2;
        }
        String fingerprint =
                args.length == 3 ? args[2].replaceAll("[^0-9A-Fa-f]", "").toLowerCase(Locale.ROOT) : null;
        return switch (Bundle.check(lines, fingerprint)) {
            case Bundle.Verdict.Whole whole -> {
                System.out.println("Whole: " + whole.count() + (whole.count() == 1 ? " attestation" : " attestations")
                        + (whole.count() == 0 ? "" : ", from " + whole.from() + " until " + whole.until()) + ".");
                if (whole.count() > 0) System.out.println("The last one says of the gap: " + whole.state() + ".");
                System.out.println("Signed with the key " + whole.fingerprint() + ".");
                if (fingerprint == null)
                    System.out.println(
                            "Compare it with the one that 'postern gap --list' shows on the appliance, or give it as --key.");
                yield 0;
            }
            case Bundle.Verdict.Broken broken -> {
                System.out.println("Broken in line " + broken.line() + ": " + broken.why());
                yield 1;
            }
        };
    }
}
