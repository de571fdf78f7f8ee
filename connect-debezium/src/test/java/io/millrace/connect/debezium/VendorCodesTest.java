package io.millrace.connect.debezium;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connect.deadletters.Refusal;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What SQL Server and Oracle are known to say; no such server was asked.
class VendorCodesTest {

  private static final String SECRET = "kirsche";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          23000 | 515   | Cannot insert the value NULL into column 'note', table 'shop.dbo.t'; column does not allow nulls. INSERT fails. | missing "note"
          23000 | 2627  | Violation of PRIMARY KEY constraint 'PK_t'. Cannot insert duplicate key in object 'dbo.t'. The duplicate key value is (kirsche). | such a row already "PK_t"
          S0001 | 2628  | String or binary data would be truncated in table 'shop.dbo.t', column 'note'. Truncated value: 'kirsche'. | too long "note"
          S0008 | 8115  | Arithmetic overflow error converting nvarchar to data type numeric. | out of range
          S0001 | 241   | Conversion failed when converting date and/or time from character string. | time
          S0001 | 245   | Conversion failed when converting the nvarchar value 'kirsche' to data type int. | type
          S0001 | 50000 | kirsche is not wanted | trigger
          72000 | 12899 | ORA-12899: value too large for column "SHOP"."T"."NOTE" (actual: 11, maximum: 10) | too long "NOTE"
          23000 | 1     | ORA-00001: unique constraint (SHOP.T_PK) violated on table SHOP.T columns (ID) | such a row already "T_PK"
          23000 | 1400  | ORA-01400: cannot insert NULL into ("SHOP"."T"."NOTE") | missing that the table wants "NOTE"
          22003 | 1438  | ORA-01438: value larger than specified precision allowed for this column | out of range
          72000 | 20001 | ORA-20001: kirsche is not wanted | trigger
          """)
  void whatIsAboutTheRowIsSaidWithoutAValue(String state, int code, String message, String words) {
    Optional<Refusal> refusal = SqlRefusal.of(failure(message, state, code));
    assertThat(refusal).isPresent();
    assertThat(refusal.get().why()).doesNotContain(SECRET);
    for (String word : words.split(" ")) {
      assertThat(refusal.get().why()).contains(word);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          S0001 | 1205  | Transaction was deadlocked
          S0002 | 208   | Invalid object name 'dbo.t'.
          S0005 | 229   | The INSERT permission was denied on the object 't'.
          S0001 | 9002  | The transaction log for database 'shop' is full
          08S01 | 0     | The TCP/IP connection to the host db, port 1433 has failed.
          22000 | 17868 | ORA-17868: Unknown host specified.: db
          72000 | 942   | ORA-00942: table or view does not exist
          72000 | 1653  | ORA-01653: unable to extend table SHOP.T by 128 in tablespace USERS
          61000 | 60    | ORA-00060: deadlock detected while waiting for resource
          """)
  void whatIsAboutTheDestinationIsNoRefusal(String state, int code, String message) {
    assertThat(SqlRefusal.of(failure(message, state, code))).isEmpty();
  }

  @Test
  void aBatchIsRefusedForItsRow() {
    assertThat(
            SqlRefusal.of(
                new ConnectException(
                    new BatchUpdateException(
                        "Arithmetic overflow error", "S0008", 8115, new int[] {-3}))))
        .isPresent();
  }

  private static ConnectException failure(String message, String state, int code) {
    return new ConnectException(new RuntimeException(new SQLException(message, state, code)));
  }
}
