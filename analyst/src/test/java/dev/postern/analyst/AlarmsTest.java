package dev.postern.analyst;

import static dev.postern.analyst.Watched.DAY;
import static dev.postern.analyst.Watched.HMI;
import static dev.postern.analyst.Watched.PLC;
import static dev.postern.analyst.Watched.STATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.postern.analyst.situation.Naming;
import dev.postern.analyst.situation.Situation;
import dev.postern.model.Anomaly;
import dev.postern.model.Conversation;
import dev.postern.model.Fields;
import dev.postern.model.Message;
import dev.postern.model.Outcome;
import dev.postern.model.Tally;
import dev.postern.model.Transport;
import dev.postern.model.Verb;
import java.util.List;
import org.junit.jupiter.api.Test;

/** B14 and B15: alarms that nobody is to see, and what operators, masters and clients do every day. */
class AlarmsTest {
    private final Watched site = Catalogue.site();

    private void acknowledges(Watched where, String client, long count) {
        where.accept(new Tally(
                where.stamp(),
                Watched.ip(client),
                Watched.ip(PLC),
                "bacnet",
                "",
                "acknowledge alarm",
                Verb.WRITE,
                "analog-input 3",
                0,
                count,
                0));
    }

    /** A site where the screen acknowledges an alarm now and then. */
    private static Watched usual(AlarmsTest test) {
        Watched site = new Watched().plant();
        for (int hour = 1; hour < 24; hour++) {
            site.at(3_600 * hour).poll();
            test.acknowledges(site, HMI, 2);
        }
        return site.at(DAY + 60).poll().minuteEnds();
    }

    private static List<Anomaly> acknowledged(Watched site) {
        site.minuteEnds();
        return site.anomalies.stream()
                .filter(a -> Naming.situation(a) == Situation.ALARMS_ACKNOWLEDGED)
                .toList();
    }

    @Test
    void whoAcknowledgesDozensAtOnceIsToldAsABulk() {
        Watched site = usual(this);
        acknowledges(site, HMI, 40);
        assertThat(acknowledged(site)).singleElement().satisfies(a -> {
            assertThat(a.title()).isEqualTo("Alarms acknowledged: in bulk");
            assertThat(a.seen()).contains("40 alarms");
            assertThat(a.expected()).contains("2 in a minute were the most");
            assertThat(a.peer()).hasToString(PLC);
        });
        acknowledges(site, HMI, 40);
        assertThat(acknowledged(site)).as("it has done so once").hasSize(1);
    }

    @Test
    void whoAcknowledgesOneByOneIsNot() {
        Watched site = usual(this);
        for (int i = 0; i < 40; i++) {
            acknowledges(site, HMI, 2);
            site.later(60).poll();
        }
        assertThat(acknowledged(site)).isEmpty();
    }

    @Test
    void whoNeverAcknowledgedIsANewHand() {
        Watched site = usual(this);
        acknowledges(site, STATION, 1);
        assertThat(acknowledged(site))
                .singleElement()
                .satisfies(a -> assertThat(a.title()).isEqualTo("Alarms acknowledged: by a new hand"));
    }

    @Test
    void theFirstAlarmOfAYoungSiteIsAcknowledgedForTheFirstTime() {
        acknowledges(site, HMI, 1);
        assertThat(site.told(Situation.ALARMS_ACKNOWLEDGED)).isEmpty();
    }

    @Test
    void oneCallOfOpcUaAcknowledgesAsManyAsItNames() {
        site.counted(HMI, PLC, "opcua", "call", Verb.OPERATE, "ns=2;s=A i=9111, ns=2;s=B i=9111 +30");
        assertThat(site.told(Situation.ALARMS_ACKNOWLEDGED))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("32 alarms"));
    }

    private void enables(Watched where, String client, boolean on) {
        where.message(
                client,
                PLC,
                "mms",
                "write",
                Verb.CONFIGURE,
                "IED1LD/LLN0$BR$brcb01$RptEna",
                "variables",
                List.of("IED1LD/LLN0$BR$brcb01$RptEna"),
                "values",
                List.of(on));
    }

    @Test
    void whoSwitchesOffTheReportsOfAnotherIsTold() {
        enables(site, HMI, true);
        enables(site, STATION, false);
        site.later(120).poll();
        assertThat(site.told(Situation.ALARMS_SILENCED)).singleElement().satisfies(a -> {
            assertThat(a.device()).hasToString(STATION);
            assertThat(a.seen()).contains("IED1LD/LLN0$BR$brcb01, which " + HMI + " had switched on");
        });
    }

    @Test
    void whoSetsAReportUpSwitchesItOffAndOn() {
        enables(site, STATION, false);
        enables(site, STATION, true);
        site.later(1_200).poll();
        assertThat(site.told(Situation.ALARMS_SILENCED)).isEmpty();
    }

    @Test
    void aMasterThatIsRestartedComesBackToItsReports() {
        enables(site, HMI, true);
        enables(site, HMI, false);
        site.later(300).poll();
        enables(site, HMI, true);
        site.later(1_200).poll();
        assertThat(site.told(Situation.ALARMS_SILENCED)).isEmpty();
        enables(site, HMI, false);
        site.later(1_200).poll();
        assertThat(site.told(Situation.ALARMS_SILENCED))
                .as("and one that does not")
                .hasSize(1);
    }

    @Test
    void whatWasSwitchedOffWhileTheHomeLearnedIsHowThingsAre() {
        Watched young = new Watched().plant();
        enables(young, STATION, false);
        young.livesUntil(1_800);
        young.at(DAY + 60).poll();
        enables(young, STATION, false);
        young.later(1_200).poll().minuteEnds();
        assertThat(young.situations()).doesNotContain("B14");
    }

    private void answers(String client, String operation, Object... fields) {
        Conversation c = new Conversation(Watched.ip(client), Watched.ip(PLC), Transport.TCP, 50_000, 4_840, 0);
        site.accept(new Message(
                site.stamp(),
                c,
                false,
                "opcua",
                operation,
                Verb.SESSION,
                Outcome.SUCCESS,
                "",
                "",
                -1,
                Fields.of(fields)));
    }

    @Test
    void subscriptionsThatAnotherTakesOverAreTold() {
        answers(HMI, "create subscription", "subscription", 7L);
        site.message(STATION, PLC, "opcua", "transfer subscriptions", Verb.SESSION, "", "subscriptions", List.of(7L));
        assertThat(site.told(Situation.ALARMS_SILENCED))
                .singleElement()
                .satisfies(a -> assertThat(a.seen()).contains("took over subscriptions that " + HMI + " had made"));
    }

    @Test
    void whoDeletesItsOwnSubscriptionsIsNot() {
        answers(HMI, "create subscription", "subscription", 7L);
        site.message(HMI, PLC, "opcua", "delete subscriptions", Verb.SESSION, "", "subscriptions", List.of(7L));
        assertThat(site.told(Situation.ALARMS_SILENCED)).isEmpty();
    }

    @Test
    void aClientThatPublishesNothingAnyMoreIsToldAndOneThatPausesIsNot() {
        site.message(HMI, PLC, "opcua", "set publishing mode", Verb.SESSION, "", "publishing", false);
        site.later(300).poll();
        site.message(HMI, PLC, "opcua", "set publishing mode", Verb.SESSION, "", "publishing", true);
        site.later(1_200).poll();
        assertThat(site.told(Situation.ALARMS_SILENCED)).isEmpty();
        site.message(HMI, PLC, "opcua", "set publishing mode", Verb.SESSION, "", "publishing", false);
        site.later(1_200).poll();
        assertThat(site.told(Situation.ALARMS_SILENCED)).hasSize(1);
    }

    static void writes(Watched site, String target, long type, long property, Object value) {
        site.message(
                STATION,
                PLC,
                "bacnet",
                "write property",
                Verb.WRITE,
                target,
                "object_type",
                type,
                "property",
                property,
                "value",
                value);
    }

    @Test
    void aPointTakenOutOfServiceIsForcedAndPutBackItIsNot() {
        writes(site, "analog-output 1 out-of-service", 1, 81, false);
        assertThat(site.told(Situation.FORCED)).isEmpty();
        writes(site, "analog-output 1 out-of-service", 1, 81, true);
        assertThat(site.told(Situation.FORCED)).hasSize(1);
    }

    @Test
    void aPointThatRaisesNoEventsAnyMoreIsToldAndOneThatRaisesSomeIsNot() {
        writes(site, "analog-input 1 event-enable", 0, 35, "101");
        assertThat(site.told(Situation.ALARM_OFF)).isEmpty();
        writes(site, "analog-input 1 event-enable", 0, 35, "000");
        assertThat(site.told(Situation.ALARM_OFF)).hasSize(1);
    }

    @Test
    void anOperatorWhoShelvesTheSameAlarmDayByDayDoesSo() {
        for (int day = 1; day < 8; day++) {
            site.at(day * DAY + 600).poll();
            site.message(HMI, PLC, "opcua", "call", Verb.OPERATE, "ns=2;s=Door i=2949");
        }
        assertThat(site.told(Situation.ALARM_OFF)).hasSize(3);
    }
}
