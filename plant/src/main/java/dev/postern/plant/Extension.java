package dev.postern.plant;

import dev.postern.plant.bay.Bay;
import dev.postern.plant.booster.Booster;
import dev.postern.plant.building.Building;
import dev.postern.plant.database.Database;
import dev.postern.plant.drives.Drives;
import dev.postern.plant.iiot.OpcUaLink;
import dev.postern.plant.iiot.Sensors;
import dev.postern.plant.machines.Machines;
import dev.postern.plant.management.Logins;
import dev.postern.plant.management.NetworkManagement;
import dev.postern.plant.neighbours.Neighbours;
import dev.postern.plant.phasors.Phasors;
import dev.postern.plant.safety.Safety;
import dev.postern.plant.site.Life;
import dev.postern.plant.site.Site;
import dev.postern.plant.telecontrol.Telecontrol;

/** What a works may have beyond its lines. */
public enum Extension {
    /** Remote substations over IEC 60870-5-104. */
    TELECONTROL,
    /** A relay, a bay controller and a merging unit: GOOSE, sampled values, MMS. */
    BAY,
    /** The building's automation over BACnet/IP. */
    BUILDING,
    /** Sensor gateways, broker and subscriber over MQTT. */
    SENSORS,
    /** Switches asked over SNMP, and their logs. */
    NETWORK_MANAGEMENT,
    /** Kerberos, LDAP, remote desktop, shells. */
    LOGINS,
    /** An OPC UA server that the historian reads. */
    OPC_UA,
    /** A safety controller with its own engineering station: TriStation, and Modbus for who may read. */
    SAFETY,
    /** A database server that the historian writes into and the portal reads. */
    DATABASE,
    /** Machines bought with their controllers: UMAS, CODESYS V3, FINS. */
    MACHINES,
    /** A booster station read over PCOM, with a forgotten modem. */
    BOOSTER,
    /** A pump drive on PROFINET. */
    DRIVES,
    /** A phasor measurement unit: C37.118. */
    PHASORS,
    /** Spanning tree, NetBIOS, LLMNR, multicast DNS. */
    NEIGHBOURS;

    /** @return what it brought, for stories */
    Object install(Site site, Life life) {
        return switch (this) {
            case TELECONTROL -> Telecontrol.install(site, life);
            case BAY -> Bay.install(site, life);
            case BUILDING -> Building.install(site, life);
            case SENSORS -> Sensors.install(site, life);
            case NETWORK_MANAGEMENT -> NetworkManagement.install(site, life);
            case LOGINS -> Logins.install(site, life);
            case OPC_UA -> OpcUaLink.install(site, life);
            case SAFETY -> Safety.install(site, life);
            case DATABASE -> Database.install(site, life);
            case MACHINES -> Machines.install(site, life);
            case BOOSTER -> Booster.install(site, life);
            case DRIVES -> Drives.install(site, life);
            case PHASORS -> Phasors.install(site, life);
            case NEIGHBOURS -> Neighbours.install(site, life);
        };
    }
}
