package vuelta.local.scheduler;

import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Attempts one invocation: delivers it, or puts it off, or gives it up to the dead-letter queue. */
final class InvocationAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(InvocationAttempt.class);

    private final ScheduleTarget target;
    private final InstantSource clock;

    InvocationAttempt(ScheduleTarget target, InstantSource clock) {
        this.target = target;
        this.clock = clock;
    }

    AttemptOutcome make(Invocation invocation) {
        try {
            deliver(invocation.call());
            LOG.info(
                    "scheduler delivered execution={} schedule={} attempt={}",
                    invocation.executionId(),
                    invocation.schedule().arn(),
                    invocation.attempt());
            return new AttemptOutcome.Over();
        } catch (ScheduleTargetException e) {
            return afterFailure(invocation, e);
        }
    }

    private AttemptOutcome afterFailure(Invocation invocation, ScheduleTargetException failure) {
        RetryPolicy policy = invocation.target().retryPolicy();
        Instant next = clock.instant().plus(RetryPolicy.pauseAfter(invocation.attempt()));
        if (invocation.attempt() > policy.maximumRetryAttempts()) {
            return giveUp(invocation, failure, "MaximumRetryAttempts");
        }
        if (next.isAfter(invocation.began().plus(policy.maximumEventAge()))) {
            return giveUp(invocation, failure, "MaximumEventAgeInSeconds");
        }
        LOG.warn(
                "scheduler retries execution={} schedule={} attempt={} next={}",
                invocation.executionId(),
                invocation.schedule().arn(),
                invocation.attempt(),
                next,
                failure);
        return new AttemptOutcome.Retry(next);
    }

    /** As on AWS, an input that the dead-letter queue does not take either is dropped. */
    private AttemptOutcome giveUp(Invocation invocation, ScheduleTargetException failure, String exhausted) {
        Target.DeadLetterConfig queue = invocation.target().deadLetterConfig();
        LOG.error(
                "scheduler gives up execution={} schedule={} exhausted={} deadLetters={}",
                invocation.executionId(),
                invocation.schedule().arn(),
                exhausted,
                queue,
                failure);
        if (queue != null) {
            try {
                deliver(invocation.deadLetter(queue, failure, exhausted));
            } catch (ScheduleTargetException e) {
                LOG.error("scheduler drops execution={}: its dead-letter queue failed", invocation.executionId(), e);
            }
        }
        return new AttemptOutcome.Over();
    }

    private void deliver(TargetCall call) throws ScheduleTargetException {
        try {
            target.deliver(call);
        } catch (RuntimeException e) {
            // A target that breaks its promise must not stop the clock for all the others.
            throw new ScheduleTargetException(e.getClass().getSimpleName(), String.valueOf(e.getMessage()), e);
        }
    }
}
