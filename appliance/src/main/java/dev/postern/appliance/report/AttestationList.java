package dev.postern.appliance.report;

import dev.postern.store.AttestationChain.Attestation;
import dev.postern.store.AttestationKey;
import dev.postern.store.StoreException;
import dev.postern.verify.Attestations;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The attestations of a home for people, and as a bundle for those who check them. */
final class AttestationList {
    private AttestationList() {}

    static void print(List<Attestation> all, AttestationKey key, PrintStream out) {
        JsonMapper json = JsonMapper.builder().build();
        for (Attestation one : all) {
            JsonNode text = json.readTree(one.text());
            out.println(one.seq() + "  " + ReportText.moment(one.untilNanos()) + "  "
                    + text.get("state").asString() + ", "
                    + ReportText.percent(text.get("confidence_permille").asInt() / 1000.0) + " sure  "
                    + text.get("sentence").asString());
        }
        if (all.isEmpty()) out.println("No attestation yet: one is made when a day has ended, or with --attest.");
        out.println("Signed with the key " + Attestations.fingerprint(key.publicKey()));
    }

    static String bundle(List<Attestation> all, AttestationKey key) {
        return Attestations.bundle(
                all.stream()
                        .map(a -> new Attestations.Signed(a.text(), a.signature()))
                        .toList(),
                key.publicKey(),
                key.privateKey());
    }

    static void export(List<Attestation> all, AttestationKey key, Path file, PrintStream out) {
        try {
            Files.writeString(file, bundle(all, key));
        } catch (IOException e) {
            throw new StoreException("cannot write " + file + ": " + e.getMessage(), e);
        }
        out.println(all.size() + (all.size() == 1 ? " attestation" : " attestations") + " written to " + file
                + "; check with: java -jar postern-verify.jar " + file);
        out.println("Signed with the key " + Attestations.fingerprint(key.publicKey()));
    }
}
