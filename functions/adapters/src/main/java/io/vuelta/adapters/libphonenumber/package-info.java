/**
 * Telephone numbers by libphonenumber.
 *
 * <p>{@link io.vuelta.adapters.libphonenumber.CanonicalNumbers} converts a written number to its canonical form by the
 * metadata, and reports any repair. A number that is already valid is never repaired; ambiguous parts are not changed.
 *
 * <table>
 * <caption>Repairs; if there are several, the first in this table is reported</caption>
 * <tr><td>{@code RETIRED_PREFIX}</td><td>an old numbering was converted: Mexico's mobile prefix 1, 044, 045 and 01 removed;
 *     Brazil's ninth digit added; the other countries are in {@code Renumbered}</td></tr>
 * <tr><td>{@code DOUBLE_PREFIX}</td><td>Argentina's 9 before a number that also has the 15 of national calls, or their 0.
 *     The result is a mobile number with the 9 and without the 15; without both a number may be a landline</td></tr>
 * <tr><td>{@code INTERNATIONAL_PREFIX}</td><td>00, 011, 001, 0011 or 0015 was read as +, in a region that dials another
 *     prefix</td></tr>
 * <tr><td>{@code NOTE}</td><td>a word after the number was removed, also {@code @c.us} and {@code @s.whatsapp.net}</td></tr>
 * <tr><td>{@code SEVERAL_NUMBERS}</td><td>the first valid number of a list with {@code :::} was used</td></tr>
 * <tr><td>{@code SPREADSHEET_MARKS}</td><td>a leading apostrophe, a formula, decimals, grouped thousands, a power of ten
 *     with all its digits, or invisible characters were removed</td></tr>
 * <tr><td>{@code FULL_WIDTH_DIGITS}</td><td>full-width digits or a full-width plus sign were converted</td></tr>
 * <tr><td>{@code FOREIGN_DIGITS}</td><td>digits of another script were converted</td></tr>
 * </table>
 *
 * <p>Refused are {@code LOST_DIGITS} (4.479E+11), {@code EXTENSION}, {@code PREMIUM_RATE}, and {@code
 * INVALID_PHONE_NUMBER}, also for a number that is valid in its country but exceeds E.164.
 *
 * <p>Plain digits that are certainly a valid number are read by a fast path ({@link
 * io.vuelta.adapters.libphonenumber.PlainNumbers}), which uses the library's metadata. The library itself reads all
 * other numbers, and is the reference for both.
 */
@NullMarked
package io.vuelta.adapters.libphonenumber;

import org.jspecify.annotations.NullMarked;
