package dev.postern.wire.ot.opcua;

import dev.postern.model.Identity.Attribute;
import dev.postern.wire.Turn;
import dev.postern.wire.it.tls.Certificate;
import java.util.ArrayList;
import java.util.List;

/** What applications say about themselves: application and endpoint descriptions (OPC 10000-4 sections 7.2 and 7.14), certificates. */
final class Descriptions {
    private static final int SERVER = 0, CLIENT = 1, CLIENT_AND_SERVER = 2;
    private static final String[] TYPES = {"server", "client", "client and server", "discovery server"};
    private static final String[] MODES = {"invalid", "none", "sign", "sign and encrypt"};
    private static final String[] TOKENS = {"anonymous", "username", "certificate", "issued token"};

    private Descriptions() {}

    record Application(String uri, String product, String name, int type) {
        static Application read(Decoder in) {
            String uri = in.text();
            String product = in.text();
            String name = in.localizedText();
            int type = in.i32();
            in.text();
            in.text();
            in.texts();
            return new Application(uri, product, name, type);
        }

        String typeName() {
            return type >= 0 && type < TYPES.length ? TYPES[type] : "application type " + type;
        }

        /** The sender speaks of itself. */
        void identify(Turn turn) {
            turn.identity(turn.source(), Attribute.SOFTWARE, name, 0.8);
            turn.identity(turn.source(), Attribute.NOTE, uri, 0.8);
            if (type == SERVER || type == CLIENT_AND_SERVER)
                turn.identity(turn.source(), Attribute.ROLE, "OPC UA server", 0.9);
            else if (type == CLIENT) turn.identity(turn.source(), Attribute.ROLE, "OPC UA client", 0.9);
        }
    }

    /** Reads a certificate (a byte string) that belongs to the sender. */
    static void certificate(Decoder in, Turn turn) {
        int length = in.blob();
        if (length == 0) return;
        Certificate certificate = Certificate.read(in.bytes(), in.at() - length, length);
        if (certificate == null) return;
        turn.identity(turn.source(), Attribute.CERTIFICATE, certificate.subject(), 0.9);
        for (String name : certificate.alternativeNames())
            turn.identity(turn.source(), Attribute.NOTE, "certificate for " + name, 0.6);
    }

    static String mode(int mode) {
        return mode >= 0 && mode < MODES.length ? MODES[mode] : "mode " + mode;
    }

    /** {@code http://opcfoundation.org/UA/SecurityPolicy#Basic256Sha256} without its path. */
    static String policy(String uri) {
        return uri.substring(uri.lastIndexOf('#') + 1);
    }

    /** Endpoints with their security; the identity of a server is that of its first. */
    static void endpoints(Decoder in, Turn turn, Fields fields) {
        List<String> said = new ArrayList<>();
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            String url = in.text();
            Application server = Application.read(in);
            if (said.isEmpty()) {
                server.identify(turn);
                certificate(in, turn);
                fields.add("application", server.name());
                fields.add("application_uri", server.uri());
                fields.add("product_uri", server.product());
            } else {
                in.blob();
            }
            int mode = in.i32();
            String policy = policy(in.text());
            String tokens = tokens(in);
            in.text();
            in.u8();
            if (said.size() < Decoder.LIST_MAX) said.add(url + " " + policy + ", " + mode(mode) + ", " + tokens);
        }
        fields.add("endpoints", said);
    }

    private static String tokens(Decoder in) {
        StringBuilder text = new StringBuilder();
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            in.text();
            int type = in.i32();
            in.text();
            in.text();
            in.text();
            if (text.length() > Decoder.TEXT_BYTES_MAX) continue;
            if (!text.isEmpty()) text.append('/');
            text.append(type >= 0 && type < TOKENS.length ? TOKENS[type] : "token " + type);
        }
        return text.toString();
    }

    static List<String> servers(Decoder in) {
        List<String> said = new ArrayList<>();
        for (int left = in.count(); left > 0 && !in.cut(); left--) {
            Application server = Application.read(in);
            if (said.size() < Decoder.LIST_MAX)
                said.add(server.name() + ", " + server.uri() + ", " + server.typeName());
        }
        return said;
    }
}
