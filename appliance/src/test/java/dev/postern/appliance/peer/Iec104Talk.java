package dev.postern.appliance.peer;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.neoscada.protocol.iec60870.ProtocolOptions;
import org.eclipse.neoscada.protocol.iec60870.asdu.ASDUHeader;
import org.eclipse.neoscada.protocol.iec60870.asdu.message.SetPointCommandScaledValue;
import org.eclipse.neoscada.protocol.iec60870.asdu.message.SetPointCommandShortFloatingPoint;
import org.eclipse.neoscada.protocol.iec60870.asdu.message.SingleCommand;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.ASDUAddress;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.CauseOfTransmission;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.InformationObjectAddress;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.QualifierOfInterrogation;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.QualityInformation;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.StandardCause;
import org.eclipse.neoscada.protocol.iec60870.asdu.types.Value;
import org.eclipse.neoscada.protocol.iec60870.client.Client;
import org.eclipse.neoscada.protocol.iec60870.client.ConnectionStateListener;
import org.eclipse.neoscada.protocol.iec60870.client.data.AbstractDataProcessor;
import org.eclipse.neoscada.protocol.iec60870.client.data.DataModuleContext;
import org.eclipse.neoscada.protocol.iec60870.io.MirrorCommand;
import org.eclipse.neoscada.protocol.iec60870.server.Server;
import org.eclipse.neoscada.protocol.iec60870.server.data.DataModule;
import org.eclipse.neoscada.protocol.iec60870.server.data.DataModuleOptions;
import org.eclipse.neoscada.protocol.iec60870.server.data.model.BackgroundModel;
import org.eclipse.neoscada.protocol.iec60870.server.data.model.ChangeDataModel;
import org.eclipse.neoscada.protocol.iec60870.server.data.model.ChangeModel;
import org.eclipse.neoscada.protocol.iec60870.server.data.model.WriteModel;

/** NeoSCADA's client interrogates and commands NeoSCADA's station, which reports what changed, with its time and without. */
final class Iec104Talk {
    private static final ASDUAddress STATION = ASDUAddress.valueOf(513);
    private static final long AT_MILLIS = 1_790_000_000_123L;
    private static final long PATIENCE_SECONDS = 10;

    private Iec104Talk() {}

    static Overheard talk(int freePort, boolean withTime) throws Exception {
        ProtocolOptions options = new ProtocolOptions.Builder().build();
        DataModuleOptions.Builder times = new DataModuleOptions.Builder();
        times.setBooleansWithTimestamp(withTime);
        times.setFloatsWithTimestamp(withTime);
        Station station = new Station();
        Server server = new Server(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort),
                options,
                List.of(new DataModule(times.build(), station)));
        station.start();
        station.change(false);
        Overheard talk = Overheard.between(freePort);
        try {
            ask(talk, options, station);
        } finally {
            server.close();
            station.stop();
            talk.close();
        }
        return talk;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the centre is asked whether it came about
    private static void ask(Overheard talk, ProtocolOptions options, Station station) throws Exception {
        Centre centre = new Centre();
        Client client = new Client(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), talk.port()),
                centre,
                options,
                List.of(new org.eclipse.neoscada.protocol.iec60870.client.data.DataModule(
                        centre,
                        new org.eclipse.neoscada.protocol.iec60870.client.data.DataModuleOptions.Builder().build())));
        try {
            client.connect();
            centre.await(centre.interrogated);
            station.change(true);
            for (boolean execute : new boolean[] {false, true}) {
                client.writeCommand(new SingleCommand(header(), place(4000), true, (byte) 1, execute));
                client.writeCommand(
                        new SetPointCommandShortFloatingPoint(header(), place(4001), 21.5f, (byte) 0, execute));
                client.writeCommand(
                        new SetPointCommandScaledValue(header(), place(4002), (short) -300, (byte) 0, execute));
            }
            centre.await(centre.changed);
            talk.awaitQuiet();
        } finally {
            client.close();
        }
    }

    private static ASDUHeader header() {
        return new ASDUHeader(new CauseOfTransmission(StandardCause.ACTIVATED, (byte) 0), STATION);
    }

    private static InformationObjectAddress place(int address) {
        return InformationObjectAddress.valueOf(address);
    }

    /** Knows binary inputs from 100 on, measured values from 200 and 300 on. */
    private static final class Station extends ChangeDataModel {
        Station() {
            super("station");
        }

        void change(boolean late) {
            for (int i = 0; i < 5; i++) {
                put(100 + i + (i > 2 ? 10 : 0), (i % 2 == 0) ^ late, i);
                put(200 + i, 20.25f + i + (late ? 0.5f : 0), i);
                put(300 + i, (short) (-1000 * i - (late ? 1 : 0)), i);
            }
        }

        private void put(int address, Object value, int kind) {
            QualityInformation quality = new QualityInformation(kind == 1, kind == 2, kind != 3, kind != 4);
            notifyDataChange(STATION, place(address), new Value<>(value, AT_MILLIS, quality), true);
        }

        @Override
        protected ChangeModel createChangeModel() {
            return makeInstantChangeModel();
        }

        @Override
        protected BackgroundModel createBackgroundModel() {
            return makeDefaultBackgroundModel();
        }

        @Override
        protected WriteModel createWriteModel() {
            return new WriteModel() {
                @Override
                public Action prepareCommand(Request<Boolean> request) {
                    return Station::done;
                }

                @Override
                public Action prepareSetpointFloat(Request<Float> request) {
                    return Station::done;
                }

                @Override
                public Action prepareSetpointScaled(Request<Short> request) {
                    return Station::done;
                }
            };
        }

        /** There is none. */
        @Override
        public void writeScaledValue(
                ASDUHeader header,
                InformationObjectAddress place,
                short value,
                byte type,
                MirrorCommand answer,
                boolean execute) {
            answer.sendActivationConfirm(false);
        }

        private static CompletableFuture<Void> done() {
            return CompletableFuture.completedFuture(null);
        }
    }

    private static final class Centre extends AbstractDataProcessor implements ConnectionStateListener {
        private final CountDownLatch interrogated = new CountDownLatch(10);
        private final CountDownLatch changed = new CountDownLatch(25);
        private DataModuleContext context;

        void await(CountDownLatch latch) throws InterruptedException, IOException {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS))
                throw new IOException("nothing heard from the station");
        }

        @Override
        public void activated(DataModuleContext context, ChannelHandlerContext channel) {
            this.context = context;
            context.requestStartData();
        }

        @Override
        public void started() {
            context.startInterrogation(STATION, QualifierOfInterrogation.GLOBAL);
        }

        @Override
        protected void fireEntry(ASDUAddress station, InformationObjectAddress place, Value<?> value) {
            interrogated.countDown();
            changed.countDown();
        }

        @Override
        public void connected(Channel channel) {}

        @Override
        public void disconnected() {}

        @Override
        public void disconnected(Throwable failure) {}
    }
}
