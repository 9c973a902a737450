/**
 * Telephone numbers by libphonenumber.
 *
 * <p>{@link io.vuelta.adapters.libphonenumber.CanonicalNumbers} makes one canonical number of whatever a person wrote, as far as
 * the metadata can tell, and says what it had to mend. A number that is valid as it stands is never mended; what cannot be
 * told apart is left as it was written.
 *
 * <table>
 * <caption>Repairs; of several, the first of these is said</caption>
 * <tr><td>{@code RETIRED_PREFIX}</td><td>old numbering, read as what it became: Mexico's mobile prefix 1, 044, 045 and 01 taken
 *     off; Brazil's ninth digit added; the other countries are in {@code Renumbered}</td></tr>
 * <tr><td>{@code DOUBLE_PREFIX}</td><td>Argentina's 9 before a number that has the 15 of national calls, or their 0, too.
 *     Mobile numbers have the 9 and not the 15, whichever was written; with neither a number may be a landline</td></tr>
 * <tr><td>{@code INTERNATIONAL_PREFIX}</td><td>00, 011, 001, 0011 or 0015 read as +, in a region that dials another
 *     prefix</td></tr>
 * <tr><td>{@code NOTE}</td><td>a word behind the number left out; {@code @c.us} and {@code @s.whatsapp.net} too</td></tr>
 * <tr><td>{@code SEVERAL_NUMBERS}</td><td>the first valid number of a list with {@code :::} taken</td></tr>
 * <tr><td>{@code SPREADSHEET_MARKS}</td><td>leading apostrophe, formula, decimals, grouped thousands, a power of ten with all its
 *     digits, invisible characters</td></tr>
 * <tr><td>{@code FULL_WIDTH_DIGITS}</td><td>digits or plus sign as wide as ideographs</td></tr>
 * <tr><td>{@code FOREIGN_DIGITS}</td><td>digits of another script</td></tr>
 * </table>
 *
 * <p>Refused are {@code LOST_DIGITS} (4.479E+11), {@code EXTENSION}, {@code PREMIUM_RATE}, and {@code INVALID_PHONE_NUMBER}: also what is valid in its
 * country but is not a number of E.164.
 *
 * <p>Plain digits that are surely a valid number go a short way ({@link io.vuelta.adapters.libphonenumber.PlainNumbers}) through
 * the library's metadata; the library itself reads all others, and is the reference for both.
 */
@NullMarked
package io.vuelta.adapters.libphonenumber;

import org.jspecify.annotations.NullMarked;
