package dev.footfall.problem;

import jakarta.ws.rs.core.Response;

/** Ends a request with this problem as its response. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private final transient Problem problem;

  public ProblemException(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  /** A 400 for this field or parameter. */
  public static ProblemException badRequest(String field, String reason) {
    return new ProblemException(
        Problem.of(Response.Status.BAD_REQUEST, field + " " + reason, field));
  }

  public Problem problem() {
    return problem;
  }
}
