package dev.postern.appliance;

import static dev.postern.appliance.Wiretap.HOUR;
import static dev.postern.appliance.Wiretap.MINUTE;
import static dev.postern.appliance.Wiretap.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Situation;
import dev.postern.plant.protocol.Tds;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is done to the computers of a works, from the bytes on: searched for (D1), administered (D4), read (D11). */
class ComputersTest {
    private static final byte[] EVERYBODY = {-1, -1, -1, -1, -1, -1};
    private static final int SERVER = 9, READER = 20, STRANGER = 66;
    private static final int RMCP_PORT = 623;
    private static final int POWER = 2, STATUS = 1;
    private static final byte[] POWER_DOWN = {0};
    private static final byte[] NOTHING = {};

    private final Wiretap tap = new Wiretap();

    @AfterEach
    void close() {
        tap.close();
    }

    /** Who has 10.0.0.{@code host}? */
    private void seeks(int host) {
        byte[] question = bytes(
                HexFormat.of().parseHex("0001080006040001"),
                Wiretap.mac(STRANGER),
                new byte[] {10, 0, 0, STRANGER},
                new byte[6],
                new byte[] {10, 0, 0, (byte) host});
        tap.frame(Wiretap.ethernet(EVERYBODY, Wiretap.mac(STRANGER), 0x0806, question));
    }

    private void seeks(int from, int hosts) {
        tap.live(HOUR, MINUTE, () -> status(READER));
        for (int host = from; host < from + hosts; host++) seeks(host);
        tap.pause(2 * MINUTE);
    }

    @Test
    void whoAsksForAllAddressesOfANetworkInAMinuteSearchesIt() {
        seeks(1, 254);
        assertThat(tap.told(Situation.SWEEP)).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString("10.0.0.66");
            assertThat(a.seen()).contains("without an answer");
            assertThat(a.explanation().seen()).isGreaterThan(200);
        });
    }

    @Test
    void whoAsksForAHundredAndTwentyLooksAtManyAndSearchesNoNetwork() {
        seeks(1, 120);
        assertThat(tap.told(Situation.SWEEP)).isEmpty();
        assertThat(tap.told(Situation.SCAN)).hasSize(1);
    }

    /** A command of the chassis to the controller of a computer's board (IPMI 1.5, no session), and that it is done. */
    private void chassis(int from, int command, byte[] data) {
        tap.udp(from, 50_000, SERVER, RMCP_PORT, ipmi(0x20, 0, 0x81, command, data));
        tap.udp(SERVER, RMCP_PORT, from, 50_000, ipmi(0x81, 4, 0x20, command, bytes(0, new byte[4])));
    }

    private static byte[] ipmi(int to, int function, int from, int command, byte[] data) {
        int sum = from + 4 + command;
        for (byte octet : data) sum += octet;
        byte[] head = HexFormat.of().parseHex("0600ff07000000000000000000");
        return bytes(head, 7 + data.length, to, function, -(to + function), from, 4, command, data, -sum);
    }

    private void status(int from) {
        chassis(from, STATUS, NOTHING);
    }

    private void switchedByItsManager() {
        tap.live(26 * HOUR, MINUTE, () -> status(READER));
        chassis(READER, POWER, POWER_DOWN);
        tap.live(26 * HOUR, MINUTE, () -> status(READER));
    }

    @Test
    void whoNeverAdministeredAComputerAndSwitchesItOffIsToldWithItsCommand() {
        switchedByItsManager();
        chassis(STRANGER, POWER, POWER_DOWN);
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.REMOTE_ADMIN))
                .filteredOn(a -> a.device().toString().equals("10.0.0.66"))
                .singleElement()
                .satisfies(a -> {
                    assertThat(a.situation()).isEqualTo("D4");
                    assertThat(a.seen()).contains("administers 10.0.0.9").contains("chassis control");
                });
    }

    @Test
    void whoOnlyLooksAndTheManagerThatSwitchesItAgainAdministerNothingNew() {
        switchedByItsManager();
        int before = tap.told(Situation.REMOTE_ADMIN).size();
        status(STRANGER);
        chassis(READER, POWER, POWER_DOWN);
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.REMOTE_ADMIN)).hasSize(before);
    }

    private final class Sql {
        private final Wiretap.Link link = tap.new Link(READER, 50_001, SERVER, Tds.PORT);

        Sql() {
            link.asks(Tds.prelogin(), Tds.preloginAnswer());
            link.asks(Tds.login("screen", "reader", "secret", "reports", "sql", "works"), Tds.loggedIn());
        }

        void select(String statement) {
            link.asks(Tds.batch(statement), Tds.rows("level", 1, 2));
        }

        void insert(String statement) {
            link.asks(Tds.batch(statement), Tds.changed(0xC3, 1));
        }
    }

    private Sql readsOneTableForADay() {
        Sql sql = new Sql();
        int[] n = {0};
        tap.live(26 * HOUR, MINUTE, () -> sql.select("SELECT level FROM readings WHERE n > " + n[0]++));
        return sql;
    }

    @Test
    void aTableThatAReaderNeverReadIsDataThatItNeverRead() {
        Sql sql = readsOneTableForADay();
        sql.select("SELECT * FROM recipes");
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.DATA_READ)).singleElement().satisfies(a -> {
            assertThat(a.situation()).isEqualTo("D11");
            assertThat(a.seen()).contains("recipes");
            assertThat(a.device()).hasToString("10.0.0.20");
        });
    }

    @Test
    void otherRowsOfTheSameTableAndARowWrittenAreNone() {
        Sql sql = readsOneTableForADay();
        sql.select("SELECT level FROM readings WHERE n > 3 AND n < 9");
        sql.insert("INSERT INTO orders VALUES (7)");
        tap.pause(2 * MINUTE);
        assertThat(tap.told(Situation.DATA_READ)).isEmpty();
    }
}
