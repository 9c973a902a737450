package io.vuelta.handlers.api.http;

import io.vuelta.domain.file.Batches;
import io.vuelta.domain.file.UploadedFiles;
import io.vuelta.domain.upload.PartUploads;
import io.vuelta.domain.upload.UploadUrls;
import io.vuelta.domain.upload.Uploads;

/**
 * The ports of the files that clients send and fetch.
 *
 * @param urls addresses at which a client sends or fetches one file
 * @param parts large files, which come in parts
 * @param small files that come within a request
 * @param batches where contacts are sent to be loaded
 */
public record FilePorts(Uploads uploads, UploadUrls urls, PartUploads parts, UploadedFiles small, Batches batches) {}
