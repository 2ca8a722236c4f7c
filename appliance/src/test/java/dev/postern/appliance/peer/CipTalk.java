package dev.postern.appliance.peer;

import com.digitalpetri.enip.EtherNetIpClientConfig;
import com.digitalpetri.enip.EtherNetIpShared;
import com.digitalpetri.enip.cip.CipClient;
import com.digitalpetri.enip.cip.epath.DataSegment.AnsiDataSegment;
import com.digitalpetri.enip.cip.epath.EPath.PaddedEPath;
import com.digitalpetri.enip.cip.epath.LogicalSegment.AttributeId;
import com.digitalpetri.enip.cip.epath.LogicalSegment.ClassId;
import com.digitalpetri.enip.cip.epath.LogicalSegment.InstanceId;
import com.digitalpetri.enip.cip.epath.PortSegment;
import com.digitalpetri.enip.cip.services.CipService;
import com.digitalpetri.enip.cip.services.GetAttributeListService;
import com.digitalpetri.enip.cip.services.GetAttributeSingleService;
import com.digitalpetri.enip.cip.services.GetAttributesAllService;
import com.digitalpetri.enip.cip.services.MultipleServicePacketService;
import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/** The EtherNet/IP client of digitalpetri asks {@link CipResponder}: no free stack for Java has a server. */
public final class CipTalk {
    private static final long PATIENCE_SECONDS = 5;

    private CipTalk() {}

    public static Overheard talk(int freePort) throws Exception {
        CipResponder server = new CipResponder(freePort);
        Overheard tap = Overheard.between(freePort);
        EtherNetIpClientConfig config = EtherNetIpClientConfig.builder("127.0.0.1")
                .setPort(tap.port())
                .setVendorId(1)
                .setSerialNumber(42)
                .setTimeout(Duration.ofSeconds(2))
                .build();
        CipClient client = new CipClient(config, new PaddedEPath(new PortSegment(1, new byte[] {0})));
        try {
            client.connect().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            await(client.listIdentity());
            for (CipService<?> service : services()) {
                await(client.invokeUnconnected(service));
                await(client.invoke(service, 0));
            }
            List<BiConsumer<?, Throwable>> ignored = List.of((_, _) -> {}, (_, _) -> {}, (_, _) -> {});
            await(client.invokeUnconnected(
                    new MultipleServicePacketService(services().subList(0, 3), ignored)));
            await(client.disconnect());
        } finally {
            server.close();
            tap.close();
            EtherNetIpShared.releaseSharedResources();
        }
        return tap;
    }

    /** What is refused fails here; the question was asked all the same. */
    private static void await(CompletableFuture<?> asked) throws InterruptedException, TimeoutException {
        try {
            asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException refused) {
            return;
        }
    }

    private static List<CipService<?>> services() {
        return List.of(
                new GetAttributesAllService(new PaddedEPath(new ClassId(1), new InstanceId(1))),
                new GetAttributeSingleService(
                        new PaddedEPath(new ClassId(0xF6), new InstanceId(1), new AttributeId(1))),
                new GetAttributeListService(
                        new PaddedEPath(new ClassId(0x300), new InstanceId(700)), new int[] {1, 7}, new int[] {2, 2}),
                new GetAttributeSingleService(new PaddedEPath(
                        new ClassId(CipResponder.REFUSED_CLASS), new InstanceId(1), new AttributeId(1))),
                new Tag("Mixer_Speed_SP", 0x4C, new byte[] {1, 0}),
                new Tag("Odd", 0x4D, new byte[] {(byte) 0xC4, 0, 1, 0, 42, 0, 0, 0}));
    }

    /** A tag service of the Logix controllers, which the client leaves to its users. */
    private record Tag(String name, int service, byte[] data) implements CipService<ByteBuf> {
        @Override
        public void encodeRequest(ByteBuf buffer) {
            buffer.writeByte(service);
            PaddedEPath.encode(new PaddedEPath(new AnsiDataSegment(name)), buffer);
            buffer.writeBytes(data);
        }

        @Override
        public ByteBuf decodeResponse(ByteBuf buffer) {
            return buffer;
        }
    }
}
