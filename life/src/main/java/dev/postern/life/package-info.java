/**
 * The pattern of life: learns what is usual from observations and tells what is not. Stage 1 ({@code conversation}) holds conversations, one instance
 * per logical shard; stages 2 and 3 ({@code device}, {@code person}, {@code site}) hold devices, persons and what the site has in common. All are pure
 * functions of state, event and priors: no clock, no thread, no I/O.
 *
 * <p>{@code chance} is probability, {@code habit} has one class per model, {@code trouble} knows what devices complain of. The rooms of the stages decide
 * which habits whom has and what becomes of a surprise; each knows those named before it here. This package holds what all of them say: surprises and
 * their words, settings, which minutes were watched, and the broadcasts between the stages. State is plain data that a reflective serialiser can write
 * and that continues identically when read back.
 */
package dev.postern.life;
