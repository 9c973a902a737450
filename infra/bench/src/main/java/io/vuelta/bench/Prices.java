package io.vuelta.bench;

/** AWS's on-demand prices in us-east-1, by its list of November 2026, in USD. */
final class Prices {
    static final String DATE = "us-east-1, November 2026";

    static final double WRITE_UNIT = 0.625e-6;
    static final double READ_UNIT = 0.125e-6;
    static final double SQS_REQUEST = 0.40e-6;
    static final double SQS_FIFO_REQUEST = 0.50e-6;
    static final double HTTP_API_REQUEST = 1.00e-6;
    static final double LAMBDA_REQUEST = 0.20e-6;

    /** On arm64. */
    static final double LAMBDA_GIGABYTE_SECOND = 0.0000133334;

    private Prices() {}
}
