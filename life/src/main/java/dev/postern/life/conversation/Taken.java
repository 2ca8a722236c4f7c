package dev.postern.life.conversation;

import dev.postern.model.Message;

/**
 * A message whose values were taken. A GOOSE publisher repeats its data for hours, and the message that repeats it has the very same list of values: told
 * again in the same minute, with none of the conversation in between, it teaches nothing but its number. One a conversation; its list is that of a frame.
 */
record Taken(Object values, String target, Symbol symbol, int minute) {
    /** Messages of this protocol repeat what they told, and name all their points by their target and the places in one list. */
    static boolean repeats(Message message) {
        return message.protocol().equals("goose");
    }

    @SuppressWarnings("ReferenceEquality") // the very list: a repeat has it, an equal one may be news
    boolean isAgain(Message message, Symbol now, int nowMinute) {
        return nowMinute == minute
                && now == symbol
                && message.fields().get("values") == values
                && message.target().equals(target);
    }
}
