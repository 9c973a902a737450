package io.vuelta.handlers.api.http;

import io.vuelta.domain.file.Batches;
import io.vuelta.domain.file.UploadedFiles;
import io.vuelta.domain.upload.PartUploads;
import io.vuelta.domain.upload.UploadUrls;
import io.vuelta.domain.upload.Uploads;

/**
 * The ports of the files that clients send and fetch.
 *
 * @param urls signed URLs by which a client sends or fetches one file
 * @param parts large files, which clients send in parts
 * @param small files within the body of a request
 * @param batches the queue of contacts to load
 */
public record FilePorts(Uploads uploads, UploadUrls urls, PartUploads parts, UploadedFiles small, Batches batches) {}
