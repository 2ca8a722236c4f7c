package dev.postern.wire.ot.knxip;

import dev.postern.model.Verb;
import java.util.HashMap;
import java.util.Map;

/** Services of the application layer, KNX 3.3.7 section 2: ten bits, of which the last six are data where the first four suffice. */
enum Apci {
    GROUP_VALUE_READ(0x000, "group value read", Verb.READ),
    GROUP_VALUE_RESPONSE(0x040, "group value response", Verb.REPORT),
    GROUP_VALUE_WRITE(0x080, "group value write", Verb.WRITE),
    INDIVIDUAL_ADDRESS_WRITE(0x0C0, "individual address write", Verb.CONFIGURE),
    INDIVIDUAL_ADDRESS_READ(0x100, "individual address read", Verb.IDENTIFY),
    INDIVIDUAL_ADDRESS_RESPONSE(0x140, "individual address response", Verb.IDENTIFY),
    ADC_READ(0x180, "adc read", Verb.READ),
    ADC_RESPONSE(0x1C0, "adc response", Verb.READ),
    MEMORY_READ(0x200, "memory read", Verb.UPLOAD),
    MEMORY_RESPONSE(0x240, "memory response", Verb.UPLOAD),
    MEMORY_WRITE(0x280, "memory write", Verb.DOWNLOAD),
    USER_MEMORY_READ(0x2C0, "user memory read", Verb.UPLOAD),
    USER_MEMORY_RESPONSE(0x2C1, "user memory response", Verb.UPLOAD),
    USER_MEMORY_WRITE(0x2C2, "user memory write", Verb.DOWNLOAD),
    USER_MANUFACTURER_INFO_READ(0x2C5, "user manufacturer info read", Verb.IDENTIFY),
    USER_MANUFACTURER_INFO_RESPONSE(0x2C6, "user manufacturer info response", Verb.IDENTIFY),
    FUNCTION_PROPERTY_COMMAND(0x2C7, "function property command", Verb.OPERATE),
    FUNCTION_PROPERTY_STATE_READ(0x2C8, "function property state read", Verb.READ),
    FUNCTION_PROPERTY_STATE_RESPONSE(0x2C9, "function property state response", Verb.READ),
    DEVICE_DESCRIPTOR_READ(0x300, "device descriptor read", Verb.IDENTIFY),
    DEVICE_DESCRIPTOR_RESPONSE(0x340, "device descriptor response", Verb.IDENTIFY),
    RESTART(0x380, "restart", Verb.RESTART),
    RESTART_MASTER_RESET(0x381, "restart master reset", Verb.FACTORY_RESET),
    RESTART_RESPONSE(0x3A1, "restart response", Verb.RESTART),
    AUTHORIZE_REQUEST(0x3D1, "authorize request", Verb.LOGIN),
    AUTHORIZE_RESPONSE(0x3D2, "authorize response", Verb.LOGIN),
    KEY_WRITE(0x3D3, "key write", Verb.PROTECT),
    KEY_RESPONSE(0x3D4, "key response", Verb.PROTECT),
    PROPERTY_VALUE_READ(0x3D5, "property value read", Verb.READ),
    PROPERTY_VALUE_RESPONSE(0x3D6, "property value response", Verb.READ),
    PROPERTY_VALUE_WRITE(0x3D7, "property value write", Verb.CONFIGURE),
    PROPERTY_DESCRIPTION_READ(0x3D8, "property description read", Verb.BROWSE),
    PROPERTY_DESCRIPTION_RESPONSE(0x3D9, "property description response", Verb.BROWSE),
    NETWORK_PARAMETER_READ(0x3DA, "network parameter read", Verb.READ),
    NETWORK_PARAMETER_RESPONSE(0x3DB, "network parameter response", Verb.READ),
    SERIAL_NUMBER_READ(0x3DC, "individual address serial number read", Verb.IDENTIFY),
    SERIAL_NUMBER_RESPONSE(0x3DD, "individual address serial number response", Verb.IDENTIFY),
    SERIAL_NUMBER_WRITE(0x3DE, "individual address serial number write", Verb.CONFIGURE),
    DOMAIN_ADDRESS_WRITE(0x3E0, "domain address write", Verb.CONFIGURE),
    DOMAIN_ADDRESS_READ(0x3E1, "domain address read", Verb.IDENTIFY),
    DOMAIN_ADDRESS_RESPONSE(0x3E2, "domain address response", Verb.IDENTIFY),
    NETWORK_PARAMETER_WRITE(0x3E4, "network parameter write", Verb.CONFIGURE),
    SECURE_SERVICE(0x3F1, "secure service", Verb.OTHER);

    private static final Map<Integer, Apci> BY_CODE = new HashMap<>();
    private static final int SHORT = 0x3C0;

    static {
        for (Apci service : values()) BY_CODE.put(service.code, service);
    }

    final int code;
    final String operation;
    final Verb verb;

    Apci(int code, String operation, Verb verb) {
        this.code = code;
        this.operation = operation;
        this.verb = verb;
    }

    /** Null for an unknown one. */
    static Apci of(int code) {
        Apci exact = BY_CODE.get(code);
        boolean whole = (code & SHORT) == 0x2C0 || (code & SHORT) >= RESTART.code;
        return whole ? exact : BY_CODE.get(code & SHORT);
    }

    boolean isGroup() {
        return code <= GROUP_VALUE_WRITE.code;
    }

    boolean isMemory() {
        return this == MEMORY_READ || this == MEMORY_RESPONSE || this == MEMORY_WRITE;
    }

    boolean isProperty() {
        return code >= PROPERTY_VALUE_READ.code && code <= PROPERTY_VALUE_WRITE.code
                || code >= FUNCTION_PROPERTY_COMMAND.code && code <= 0x2C9;
    }
}
