package dev.postern.plant;

import dev.postern.model.Address;
import dev.postern.plant.booster.Booster;
import dev.postern.plant.net.Host;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** What joins networks that should be apart, each kind once: the truth that statements about the gap are measured against. */
public enum Bridge implements Cause {
    /** A router between office and controllers, beside the known one. */
    ROUTER,
    /** A firewall between office and controllers that lets one service through. */
    FIREWALL,
    /** The engineering station has a second cable, into the office. */
    DUAL_HOMED_HOST,
    /** Two computers behind one address. */
    ADDRESS_TRANSLATION,
    /** A panel has pages of the outside fetched by a program in the DMZ. */
    PROXY,
    /** The historian passes on, piece by piece, what an office computer sends it for a controller. */
    RELAY,
    /** A remote access program on the engineering station, used from the office. */
    REMOTE_TOOL,
    /** A box with a serial line of many stations behind it. */
    SERIAL_GATEWAY,
    /** A wireless router in the control segment. */
    WIRELESS,
    /** A laptop that is there for a morning. */
    VISITOR,
    /** A stick in a panel. */
    MEDIA,
    /** A cellular modem that becomes somebody's gateway. */
    SECOND_GATEWAY,
    /** A forgotten modem with a public address. */
    MODEM,
    /** Data in questions for names. */
    NAME_TUNNEL,
    /** Data in pings. */
    PING_TUNNEL;

    @Override
    public Set<Extension> needs() {
        return this == MODEM ? Set.of(Extension.BOOSTER) : Set.of();
    }

    Story story(Stage stage) {
        return switch (this) {
            case ROUTER -> new SecondRouter(stage, false);
            case FIREWALL -> new SecondRouter(stage, true);
            case DUAL_HOMED_HOST -> new DualHomed(stage);
            case ADDRESS_TRANSLATION -> new MachineBehindRouter(stage);
            case PROXY -> new ProxyOut(stage);
            case RELAY -> new Relaying(stage);
            case REMOTE_TOOL -> new RemoteTool(stage);
            case SERIAL_GATEWAY -> new SerialGateway(stage);
            case WIRELESS -> new RogueAccessPoint(stage);
            case VISITOR -> new VendorVisit(stage, false);
            case MEDIA -> new UsbImplant(stage);
            case SECOND_GATEWAY -> new RogueGateway(stage);
            case MODEM -> new Unitronics(stage);
            case NAME_TUNNEL -> new DnsTunnel(stage);
            case PING_TUNNEL -> new IcmpTunnel(stage);
        };
    }

    /** Who must be named by whoever finds it; one of them is enough. */
    List<Address> machines(Stage stage) {
        var site = stage.site();
        return switch (this) {
            case ROUTER, FIREWALL -> addresses(SecondRouter.OFFICE_SIDE, SecondRouter.CONTROL_SIDE);
            case DUAL_HOMED_HOST -> of(site.engineering);
            case ADDRESS_TRANSLATION -> addresses("10.10.1.251");
            case PROXY -> of(site.hmi);
            case RELAY, NAME_TUNNEL, PING_TUNNEL -> of(site.historian);
            case REMOTE_TOOL -> of(site.engineering);
            case SERIAL_GATEWAY -> addresses(SerialGateway.ADDRESS);
            case WIRELESS -> addresses("10.10.1.250");
            case VISITOR -> addresses("10.10.1.230");
            case MEDIA -> of(site.hmi);
            case SECOND_GATEWAY -> addresses("10.10.2.254");
            case MODEM -> {
                Booster booster = stage.annexes().get(Booster.class);
                yield List.of(Address.ipv4(booster.controller.ip()), Address.ipv4(booster.modem.ip()));
            }
        };
    }

    private static List<Address> of(Host host) {
        return List.of(Address.ipv4(host.ip()));
    }

    private static List<Address> addresses(String... texts) {
        return Arrays.stream(texts).map(Address::parse).toList();
    }
}
