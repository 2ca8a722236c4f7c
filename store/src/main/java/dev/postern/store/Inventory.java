package dev.postern.store;

import dev.postern.model.Chronicle;
import dev.postern.model.Conduit;
import dev.postern.model.Device;
import dev.postern.model.Footprint;
import dev.postern.model.Person;
import dev.postern.model.Threat;
import dev.postern.model.Weakness;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Devices, what they talk over, where they are weak and what threatens from them, the persons at them, and what is remembered of each. */
public final class Inventory {
    private final Database database;
    private final Pending<Device> devices = new Pending<>(
            Device::id,
            "INSERT OR REPLACE INTO device VALUES(?, ?)",
            (sql, d) -> {
                sql.setString(1, d.id());
                sql.setString(2, Json.write(d));
            },
            Device::isGone,
            "DELETE FROM device WHERE id = ?");
    private final Pending<Conduit> conduits =
            new Pending<>(Conduit::id, "INSERT OR REPLACE INTO conduit VALUES(?, ?, ?, ?)", (sql, c) -> {
                sql.setString(1, c.id());
                sql.setString(2, c.client());
                sql.setString(3, c.server());
                sql.setString(4, Json.write(c));
            });
    private final Pending<Weakness> weaknesses = new Pending<>(
            Weakness::id,
            "INSERT OR REPLACE INTO weakness VALUES(?, ?, ?, ?)",
            (sql, w) -> {
                sql.setString(1, w.id());
                sql.setString(2, w.device());
                sql.setInt(3, w.rank());
                sql.setString(4, Json.write(w));
            },
            Weakness::isGone,
            "DELETE FROM weakness WHERE id = ?");
    private final Pending<Person> persons = new Pending<>(
            Person::account,
            "INSERT OR REPLACE INTO person VALUES(?, ?)",
            (sql, p) -> {
                sql.setString(1, p.account());
                sql.setString(2, Json.write(p));
            },
            Person::isGone,
            "DELETE FROM person WHERE account = ?");
    private final Pending<Threat> threats =
            new Pending<>(Threat::device, "INSERT OR REPLACE INTO threat VALUES(?, ?)", (sql, t) -> {
                sql.setString(1, t.device());
                sql.setString(2, Json.write(t));
            });
    private final Pending<Chronicle> chronicles =
            new Pending<>(c -> c.address().toString(), "INSERT OR REPLACE INTO chronicle VALUES(?, ?)", (sql, c) -> {
                sql.setString(1, c.address().toString());
                sql.setString(2, Json.write(c));
            });

    Inventory(Database database) {
        this.database = database;
    }

    List<Pending<?>> pending() {
        return List.of(devices, conduits, weaknesses, persons, threats, chronicles);
    }

    void put(Device device) {
        devices.put(device);
    }

    void put(Conduit conduit) {
        conduits.put(conduit);
    }

    void put(Weakness weakness) {
        weaknesses.put(weakness);
    }

    void put(Person person) {
        persons.put(person);
    }

    void put(Threat threat) {
        threats.put(threat);
    }

    void put(Chronicle chronicle) {
        chronicles.put(chronicle);
    }

    /** Within a transaction that then writes what is pending: others are forgotten, they were merged into these. */
    void replaceBy(
            List<Device> allDevices,
            List<Conduit> allConduits,
            List<Weakness> allWeaknesses,
            List<Footprint> allFootprints)
            throws SQLException {
        devices.replaceBy(allDevices);
        conduits.replaceBy(allConduits);
        weaknesses.replaceBy(allWeaknesses);
        database.update("DELETE FROM device");
        database.update("DELETE FROM conduit");
        database.update("DELETE FROM weakness");
        database.update("DELETE FROM footprint");
        database.batch("INSERT INTO footprint VALUES(?, ?)", allFootprints, (sql, f) -> {
            sql.setString(1, f.address().toString());
            sql.setString(2, Json.write(f));
        });
    }

    /** Within the same transaction, after what was pending is written. */
    void forgetUnremembered() throws SQLException {
        database.update("DELETE FROM chronicle WHERE address NOT IN (SELECT address FROM footprint)");
    }

    /** All devices by id. */
    public List<Device> devices() {
        return database.query(Device.class, "SELECT json FROM device ORDER BY id");
    }

    public Optional<Device> device(String id) {
        return database.query(Device.class, "SELECT json FROM device WHERE id = ?", id).stream()
                .findFirst();
    }

    /** All conduits by id. */
    public List<Conduit> conduits() {
        return database.query(Conduit.class, "SELECT json FROM conduit ORDER BY id");
    }

    public List<Conduit> conduitsOf(String device) {
        return database.query(
                Conduit.class, "SELECT json FROM conduit WHERE client = ? OR server = ? ORDER BY id", device, device);
    }

    /** All weak spots, the worst first, then by id. */
    public List<Weakness> weaknesses() {
        return database.query(Weakness.class, "SELECT json FROM weakness ORDER BY rank DESC, id");
    }

    /** Those of one device, the worst first. */
    public List<Weakness> weaknessesOf(String device) {
        return database.query(
                Weakness.class, "SELECT json FROM weakness WHERE device = ? ORDER BY rank DESC, id", device);
    }

    /** By account. */
    public List<Person> persons() {
        return database.query(Person.class, "SELECT json FROM person ORDER BY account");
    }

    public Optional<Person> person(String account) {
        return database.query(Person.class, "SELECT json FROM person WHERE account = ?", account).stream()
                .findFirst();
    }

    /** What threatens from a device, if anything was ever told of it. */
    public Optional<Threat> threat(String device) {
        return database.query(Threat.class, "SELECT json FROM threat WHERE device = ?", device).stream()
                .findFirst();
    }

    /** How much an address brought, for years, as of the last checkpoint. */
    public Optional<Chronicle> chronicle(String address) {
        return database.query(Chronicle.class, "SELECT json FROM chronicle WHERE address = ?", address).stream()
                .findFirst();
    }

    /** What the pattern of life took in memory at the last checkpoint, by address. */
    public List<Footprint> footprints() {
        return database.query(Footprint.class, "SELECT json FROM footprint ORDER BY address");
    }

    /** The same of one address, if anything is remembered there. */
    public Optional<Footprint> footprint(String address) {
        return database.query(Footprint.class, "SELECT json FROM footprint WHERE address = ?", address).stream()
                .findFirst();
    }
}
