package dev.postern.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five days of attestations, and what somebody may do to them. */
class BundleTest {
    private static final KeyPair KEY = newKey();

    @TempDir
    private Path folder;

    private static KeyPair newKey() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Attestations.Signed> chain(int days, KeyPair key) {
        List<Attestations.Signed> all = new ArrayList<>();
        String previous = "";
        for (int day = 1; day <= days; day++) {
            String text = Canonical.write(Map.of(
                    "seq",
                    day,
                    "previous",
                    previous,
                    "from",
                    "2026-03-0" + day + "T00:00:00Z",
                    "until",
                    "2026-03-0" + (day + 1) + "T00:00:00Z",
                    "state",
                    "holds",
                    "sentence",
                    "It holds, \"as far\" as was seen."));
            all.add(Attestations.sign(text, key.getPrivate()));
            previous = Attestations.sha256(text);
        }
        return all;
    }

    private static List<String> lines(List<Attestations.Signed> all, KeyPair key) {
        return new ArrayList<>(Attestations.bundle(all, key.getPublic(), key.getPrivate())
                .lines()
                .toList());
    }

    private static List<String> fiveDays() {
        return lines(chain(5, KEY), KEY);
    }

    private static String broken(List<String> lines) {
        Bundle.Verdict verdict = Bundle.check(lines, null);
        assertThat(verdict).isInstanceOf(Bundle.Verdict.Broken.class);
        return ((Bundle.Verdict.Broken) verdict).why();
    }

    @Test
    void anUntouchedBundleIsWhole() {
        assertThat(Bundle.check(fiveDays(), null))
                .isEqualTo(new Bundle.Verdict.Whole(
                        5,
                        "2026-03-01T00:00:00Z",
                        "2026-03-06T00:00:00Z",
                        "holds",
                        Attestations.fingerprint(KEY.getPublic())));
    }

    @Test
    void aBundleWithoutAttestationsIsWholeAndSaysNothing() {
        assertThat(Bundle.check(lines(List.of(), KEY), null)).isInstanceOf(Bundle.Verdict.Whole.class);
    }

    @Test
    void theSameAttestationHasTheSameSignature() {
        assertThat(chain(2, KEY)).isEqualTo(chain(2, KEY));
    }

    @Test
    void aTamperedAttestationIsFoundByItsNumber() {
        List<String> lines = fiveDays();
        lines.set(3, lines.get(3).replace("\"holds\"", "\"open\""));
        assertThat(broken(lines)).startsWith("Attestation 3 ").contains("was changed");
    }

    @Test
    void aMissingAttestationIsNamed() {
        List<String> lines = fiveDays();
        lines.remove(3);
        assertThat(broken(lines)).isEqualTo("Attestation 3 is missing: 4 stands in its place.");
    }

    @Test
    void theFirstOneMissingIsNamed() {
        List<String> lines = fiveDays();
        lines.remove(1);
        assertThat(broken(lines)).startsWith("Attestation 1 is missing");
    }

    @Test
    void reorderedAttestationsAreTold() {
        List<String> lines = fiveDays();
        Collections.swap(lines, 2, 4);
        assertThat(broken(lines)).isEqualTo("Attestation 2 stands in line 5 and belongs here: the order was changed.");
    }

    @Test
    void anAttestationThatStandsTwiceIsTold() {
        List<String> lines = fiveDays();
        lines.add(3, lines.get(2));
        assertThat(broken(lines)).contains("stands twice");
    }

    @Test
    void attestationsTakenOffTheEndAreMissed() {
        List<String> lines = fiveDays();
        lines.remove(5);
        assertThat(broken(lines)).contains("something is missing after 4");
        lines.removeLast();
        assertThat(broken(lines)).startsWith("The seal is missing");
    }

    @Test
    void theSealOfAnotherBundleDoesNotFit() {
        List<String> lines = fiveDays();
        lines.set(6, lines(chain(4, KEY), KEY).getLast());
        assertThat(broken(lines)).startsWith("The seal is for other attestations");
    }

    @Test
    void aChainSignedAnewWithAnotherKeyIsWholeAndHasAnotherFingerprint() {
        KeyPair other = newKey();
        List<String> forged = lines(chain(5, other), other);
        assertThat(Bundle.check(forged, null)).isInstanceOf(Bundle.Verdict.Whole.class);
        assertThat(Bundle.check(forged, Attestations.fingerprint(KEY.getPublic())))
                .isInstanceOfSatisfying(
                        Bundle.Verdict.Broken.class, b -> assertThat(b.why()).contains("another key"));
    }

    @Test
    void oneThatWasSignedForAnotherChainDoesNotFollow() {
        List<Attestations.Signed> all = chain(5, KEY);
        String text = Canonical.write(Map.of(
                "seq",
                3,
                "previous",
                "00",
                "from",
                "2026-03-03T00:00:00Z",
                "until",
                "2026-03-04T00:00:00Z",
                "state",
                "holds"));
        all.set(2, Attestations.sign(text, KEY.getPrivate()));
        assertThat(broken(lines(all, KEY))).contains("follows another attestation");
    }

    @Test
    void aSealIsNoAttestation() {
        List<String> lines = lines(List.of(), KEY);
        String seal = lines.getLast();
        lines.set(1, seal.replace(Attestations.SEAL, Attestations.ATTESTATION));
        assertThat(broken(lines)).isNotEmpty();
    }

    @Test
    void whateverCharacterIsChangedTheBundleIsNeverWhole() {
        List<String> lines = fiveDays();
        Random dice = new Random(1);
        for (int i = 0; i < 300; i++) {
            List<String> changed = new ArrayList<>(lines);
            int line = dice.nextInt(lines.size());
            StringBuilder text = new StringBuilder(lines.get(line));
            int at = dice.nextInt(text.length());
            char before = text.charAt(at);
            text.setCharAt(at, (char) (' ' + dice.nextInt(95)));
            if (text.charAt(at) == before) continue;
            changed.set(line, text.toString());
            assertThat(Bundle.check(changed, null))
                    .as("line %d, character %d: %s", line, at, text.charAt(at))
                    .isNotEqualTo(Bundle.check(lines, null));
        }
    }

    @Test
    void theProgramAnswersWithItsExitCode() throws IOException {
        Path whole = Files.write(folder.resolve("whole"), fiveDays());
        List<String> lines = fiveDays();
        lines.remove(2);
        Path broken = Files.write(folder.resolve("broken"), lines);
        Path noise = Files.write(folder.resolve("noise"), new byte[] {(byte) 0xFF, 0, 1});
        assertThat(Main.run(whole.toString())).isZero();
        assertThat(Main.run(whole.toString(), "--key", Attestations.fingerprint(KEY.getPublic())))
                .isZero();
        assertThat(Main.run(broken.toString())).isEqualTo(1);
        assertThat(Main.run(noise.toString())).isEqualTo(2);
        assertThat(Main.run(folder.resolve("none").toString())).isEqualTo(2);
        assertThat(Main.run()).isEqualTo(2);
    }
}
