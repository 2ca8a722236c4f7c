package dev.postern.store;

import dev.postern.model.Address;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Model records as JSON documents and back; unknown fields of a newer release are ignored, numbers that an earlier one did not keep are 0. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addModule(new SimpleModule()
                    .addSerializer(Address.class, new ValueSerializer<>() {
                        @Override
                        public void serialize(Address address, JsonGenerator out, SerializationContext context) {
                            out.writeString(address.toString());
                        }
                    })
                    .addDeserializer(Address.class, new ValueDeserializer<>() {
                        @Override
                        public Address deserialize(JsonParser in, DeserializationContext context) {
                            return Address.parse(in.getString());
                        }
                    }))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Json() {}

    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static <T> T read(String text, Class<T> type) {
        return MAPPER.readValue(text, type);
    }
}
