/**
 * The pattern of life: learns what is usual from observations and tells what is not. Stage 1 ({@code ConversationStage}) holds
 * conversations, one instance per logical shard; stage 2 and 3 ({@code SiteStage}) hold devices and what the site has in common.
 * Both are pure functions of state, event and priors: no clock, no thread, no I/O.
 *
 * <p>{@code chance} is probability, {@code habit} has one class per model, this package decides which habits whom has and what
 * becomes of a surprise. State is plain data that a reflective serialiser can write and that continues identically when read back.
 */
package dev.postern.life;
