package dev.postern.wire.ot.hartip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.model.Message;
import dev.postern.model.Verb;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class SettingsTest extends Instrument {
    @Test
    void whatIsSetIsToldAsAValue() {
        assertThat(asked("22", "40000000", "damping")).isEqualTo(2.0);
        assertThat(asked("23", "20 42C80000 00000000", "upper_range")).isEqualTo(100.0);
        assertThat(field("lower_range")).isEqualTo(0.0);
        assertThat(field("unit_code")).isEqualTo(32L);
        assertThat(asked("28", "41400000", "fixed_current")).isEqualTo(12.0);
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.OPERATE);
        assertThat(asked("2C", "27", "unit_code")).isEqualTo(39L);
        assertThat(asked("2D", "40800000", "measured_current")).isEqualTo(4.0);
        assertThat(asked("06", "03 00", "polling_address")).isEqualTo(3L);
        assertThat(field("loop_current_mode")).isEqualTo(false);
        assertThat(asked("47", "01", "lock")).isEqualTo("temporary");
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.PROTECT);
        assertThat(asked("4F", "01 01 20 42480000 C0", "value")).isEqualTo(50.0);
        assertThat(field("forced")).isEqualTo(true);
        assertThat(hart.messages().getLast().target()).isEqualTo("variable 1");
        assertThat(asked("52", "00 01 20 40A00000", "trim_point")).isEqualTo(1L);
        assertThat(asked("33", "00 01", "variables")).isEqualTo(List.of(0L, 1L));
        assertThat(asked("59", "01 0F 03 7C 52EFFA00 0000", "time")).isEqualTo("2024-03-15 12:04:43");
        assertThat(asked("42", "01 27 41200000", "level")).isEqualTo(10.0);
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.OPERATE);
    }

    @Test
    void burstMessagesAreConfigured() {
        assertThat(asked("67", "00 0000FA00 00027100", "period_millis")).isEqualTo(2000L);
        assertThat(field("longest_period_millis")).isEqualTo(5000L);
        assertThat(asked("68", "01 02 40 20 41200000", "level")).isEqualTo(10.0);
        assertThat(hart.messages().getLast().target()).isEqualTo("burst message 1");
        assertThat(asked("6B", "00 01 FA FA FA FA FA FA 02", "burst_message")).isEqualTo(2L);
        assertThat(asked("6C", "03", "burst_command")).isEqualTo(3L);
        assertThat(asked("6C", "0009 01", "burst_command")).isEqualTo(9L);
        assertThat(asked("6D", "00 01", "burst")).isEqualTo(false);
        assertThat(hart.messages()).extracting(Message::verb).containsOnly(Verb.CONFIGURE);
    }

    @Test
    void burstMessagesAreMappedAndVariablesCaught() {
        assertThat(answered("65", "01", "01 0002", "index")).isEqualTo(2L);
        assertThat(hart.messages().getLast().target()).isEqualTo("burst message 1");
        assertThat(asked("66", "01 0003", "index")).isEqualTo(3L);
        assertThat(asked("71", "F7 01 264E0000D3 1F 02 40A00000 0009", "source_command"))
                .isEqualTo(9L);
        assertThat(field("source")).isEqualTo("264e0000d3");
        assertThat(field("source_slot")).isEqualTo(2L);
        assertThat(field("shed_seconds")).isEqualTo(5.0);
        assertThat(hart.messages().getLast().target()).isEqualTo("variable 247");
        assertThat(asked("71", "F7 01 264E0000D3 03 02 40A00000", "source_command"))
                .as("up to HART 6")
                .isEqualTo(3L);
        assertThat(answered("72", "F7", "F7 00 0000000000 1F 00 7FA00000 0000", "capture_mode"))
                .isEqualTo(0L);
    }

    @Test
    void statisticsCountMessages() {
        assertThat(answered("55", "01 02", "01 02 0005 0004 0003 0002 0001", "requests_sent"))
                .isEqualTo(5L);
        assertThat(field("other_answers")).isEqualTo(2L);
        assertThat(field("bursts_sent")).isEqualTo(1L);
        assertThat(hart.messages().getLast().target()).isEqualTo("card 1 channel 2");
        assertThat(answered("56", "0007", "0007 0005 0004 0003", "bursts_sent")).isEqualTo(3L);
        assertThat(hart.messages().getLast().target()).isEqualTo("sub-device 7");
        assertThat(answered("5F", "", "0005 0004 0003", "answers_sent")).isEqualTo(4L);
    }

    @Test
    void trendsAreConfiguredAndTheirSamplesHaveTheirQuality() {
        assertThat(answered("5B", "00", "00 02 01 F6 0000000A", "sample_interval"))
                .isEqualTo(10L);
        assertThat(field("trends")).isEqualTo(2L);
        assertThat(field("control")).isEqualTo(1L);
        assertThat(field("variable")).isEqualTo(246L);
        assertThat(hart.messages().getLast().target()).isEqualTo("trend 0");
        assertThat(answered("5C", "01 01 F6 0000003C", "01 01 F6 0000003C", "sample_interval"))
                .isEqualTo(60L);
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.CONFIGURE);
        String samples = "41A00000 C0 41200000 40 7FA00000 30";
        assertThat(answered("5D", "01", "01 F6 41 39 0F 03 7C 52EFFA00 0000003C" + samples, "trend_qualities"))
                .isEqualTo(List.of("good", "poor", "bad"));
        assertThat(((List<?>) field("trend_values")).subList(0, 2)).isEqualTo(List.of(20.0, 10.0));
        assertThat(field("time")).isEqualTo("2024-03-15 12:04:43");
        assertThat(field("unit_code")).isEqualTo(57L);
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.READ);
        assertThat(answered("5D", "01", "01 F6 41 39" + "00".repeat(11) + "41A00000C0".repeat(14), "trend_values"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(12);
        assertThat(answered("5E", "", "00000005 00000004 00000003 00000002", "requests_forwarded"))
                .isEqualTo(3L);
    }

    /** What a device does later, by itself, is told when it is told to. */
    @Test
    void actionsHaveTheirTimeAndCommandAndKeepNoSecret() {
        assertThat(answered("60", "00", "00 01 91 FB 002A 0F 03 7C 52EFFA00", "action_operation"))
                .isEqualTo("perform device reset");
        assertThat(field("time")).isEqualTo("2024-03-15 12:04:43");
        assertThat(hart.messages().getLast().target()).isEqualTo("action 0");
        assertThat(asked("61", "00 90 F6 FFFF 0F 03 7C 52EFFA00", "variable")).isEqualTo(246L);
        assertThat(field("action_operation")).isNull();
        assertThat(asked("63", "00 002F 01 01", "action_operation"))
                .isEqualTo("write primary variable transfer function");
        assertThat(field("data")).isEqualTo("01");
        assertThat(answered("62", "00", "00 002F 01 01", "action_command")).isEqualTo(47L);
        assertThat(asked("63", "00 021E 05 3132333435", "data")).as("a key").isNull();
        assertThat(asked("63", "00 00", "data")).as("too short").isEqualTo("0000");
    }

    @Test
    void notificationsOfEventsAreConfiguredAndAcknowledged() {
        String summary = "01 02 13 52EFFA00 0000FA00 00027100 00007D00 FF 8000";
        assertThat(answered("73", "01", summary, "events")).isEqualTo(2L);
        assertThat(field("event_status")).isEqualTo(1L);
        assertThat(field("event_control")).isEqualTo(3L);
        assertThat(field("retry_millis")).isEqualTo(2000L);
        assertThat(field("debounce_millis")).isEqualTo(1000L);
        assertThat(field("device_status_mask")).isEqualTo(255L);
        assertThat(field("mask")).isEqualTo("8000");
        assertThat(field("unacknowledged_millis")).isEqualTo(43_483_088L);
        assertThat(hart.messages().getLast().target()).isEqualTo("event 1");
        assertThat(asked("74", "01 40 FFFF", "mask")).isEqualTo("ffff");
        assertThat(asked("75", "01 0000FA00 00027100 00007D00", "longest_period_millis"))
                .isEqualTo(5000L);
        assertThat(asked("76", "01 00", "event_control")).isEqualTo(0L);
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.CONFIGURE);
        assertThat(asked("77", "01 FFFFFFFF 0102 10 00", "configuration_changes"))
                .isEqualTo(0x102L);
        assertThat(field("unacknowledged_millis")).isNull();
        assertThat(field("data")).isNull();
        assertThat(asked("77", "01 FFFF", "data")).isEqualTo("01ffff");
    }

    @Test
    void keysAndPasswordsAreNotKept() {
        hart.client(message("00", "82 264E0000D2 1F 0A 021E 00 12 3132333435 36"));
        assertThat(hart.messages().getLast().operation()).isEqualTo("write client pre-shared key");
        assertThat(hart.messages().getLast().verb()).isEqualTo(Verb.PROTECT);
        assertThat(field("data")).isNull();
    }

    @Test
    void whatTheLockIsAndWhoSetItIsTold() {
        hart.client(message("00", "82 264E0000D2 4C 00"));
        hart.server(message("01", "86 264E0000D2 4C 03 00 00 13"));
        assertThat(field("lock_state")).isEqualTo(List.of("locked", "permanent", "by gateway"));
    }
}
