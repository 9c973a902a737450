package io.vuelta.domain.attempt;

/**
 * A contact's place in its campaign's claims. It is unique in the campaign, so it also marks who claimed the contact.
 *
 * @param batch the number of the claim batch, from 1
 * @param index the index of the contact in the batch, from 0
 */
public record Place(long batch, int index) {
    public Place {
        if (batch < 1 || index < 0) {
            throw new IllegalArgumentException("not a place in a claim batch: " + batch + ", " + index);
        }
    }
}
