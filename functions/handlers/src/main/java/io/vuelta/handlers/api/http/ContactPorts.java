package io.vuelta.handlers.api.http;

import io.vuelta.domain.contact.Contacts;
import io.vuelta.domain.contact.People;
import io.vuelta.domain.phone.NumberReader;
import io.vuelta.domain.suppression.DoNotContact;
import io.vuelta.domain.window.ContactZones;

/**
 * The ports of contacts and of the people behind them.
 *
 * @param people contacts by their person
 * @param doNotContact people who must not be contacted
 * @param numbers parses the phone numbers that clients send
 * @param zones the time zones in which a number may be
 */
public record ContactPorts(
        Contacts contacts, People people, DoNotContact doNotContact, NumberReader numbers, ContactZones zones) {}
