package dev.postern.wire.it.radius;

import dev.postern.model.Address;
import dev.postern.wire.Bytes;
import dev.postern.wire.Turn;

/** The attributes of one message that matter here, RFC 2865 section 5; each is at most 253 octets. */
final class Attributes {
    private static final int EAP_RESPONSE = 2, EAP_IDENTITY = 1, EAP_TYPE_AT = 4;

    String device;
    Address deviceAddress;
    String station;
    int brokenAt = -1;
    private String user;
    private String identity;
    private long eapType = -1;
    private boolean password;
    private boolean challenge;
    private boolean authenticated;
    private long port = -1;
    private String portName;
    private long service = -1;
    private long portType = -1;
    private String called;
    private String framed;
    private String reply;
    private String filter;
    private String network;
    private long status = -1;
    private String session;
    private long seconds = -1;

    Attributes(Bytes message, int end) {
        int at = RadiusDissector.HEADER_BYTES;
        while (at < end) {
            int length = at + 1 < end ? message.u8(at + 1) : 0;
            if (length < 2 || at + length > end) {
                brokenAt = at;
                return;
            }
            read(message, message.u8(at), at + 2, length - 2);
            at += length;
        }
    }

    private void read(Bytes message, int type, int at, int length) {
        switch (type) {
            case 1 -> user = message.utf8(at, length);
            case 2 -> password = true;
            case 3 -> challenge = true;
            case 4 -> deviceAddress = length == 4 ? Address.ipv4(message.i32(at)) : null;
            case 5 -> port = number(message, at, length);
            case 6 -> service = number(message, at, length);
            case 8 -> framed = length == 4 ? Address.ipv4(message.i32(at)).toString() : null;
            case 11 -> filter = message.utf8(at, length);
            case 18 -> reply = message.utf8(at, length);
            case 30 -> called = message.ascii(at, length);
            case 31 -> station = message.ascii(at, length);
            case 32 -> device = message.utf8(at, length);
            case 40 -> status = number(message, at, length);
            case 44 -> session = message.ascii(at, length);
            case 46 -> seconds = number(message, at, length);
            case 61 -> portType = number(message, at, length);
            case 79 -> eap(message, at, length);
            case 80 -> authenticated = true;
            // A tag may stand before the text.
            case 81 ->
                network = length > 0 && message.u8(at) < 0x20
                        ? message.ascii(at + 1, length - 1)
                        : message.ascii(at, length);
            case 87 -> portName = message.ascii(at, length);
            default -> {}
        }
    }

    private static long number(Bytes message, int at, int length) {
        return length == 4 ? message.u32(at) : -1;
    }

    private void eap(Bytes message, int at, int length) {
        if (eapType >= 0 || length <= EAP_TYPE_AT) return;
        eapType = message.u8(at + EAP_TYPE_AT);
        if (message.u8(at) == EAP_RESPONSE && eapType == EAP_IDENTITY) identity = message.utf8(at + 5, length - 5);
    }

    String user() {
        return user != null ? user : identity != null ? identity : "";
    }

    void fill(Turn.Draft draft) {
        draft.field("user", user)
                .field("eap_identity", identity)
                .field("eap_type", known(eapType))
                .field("method", password ? "pap" : challenge ? "chap" : eapType >= 0 ? "eap" : null)
                .field("nas", device)
                .field("nas_address", deviceAddress == null ? null : deviceAddress.toString())
                .field("port", known(port))
                .field("port_name", portName)
                .field("port_type", known(portType))
                .field("service", known(service))
                .field("called_station", called)
                .field("calling_station", station)
                .field("framed_address", framed)
                .field("filter", filter)
                .field("vlan", network)
                .field("reply", reply)
                .field("status", known(status))
                .field("session", session)
                .field("session_seconds", known(seconds))
                .field("message_authenticator", authenticated);
    }

    private static Object known(long number) {
        return number < 0 ? null : (Object) number;
    }
}
